package dev.activations;

import static org.assertj.core.api.Assertions.fail;

/** A range inside a larger array whose other elements are sentinels: a write outside the range shows. */
final class Room {

  /** As many elements before or after a range at most. */
  static final int BORDER = 10;

  final double[] array;
  final int offset;
  final int length;

  private Room(int offset, int length, int after) {
    this.array = new double[offset + length + after];
    this.offset = offset;
    this.length = length;
    for (int i = 0; i < array.length; i++) {
      array[i] = sentinel(i);
    }
  }

  /** An output: sentinels everywhere. */
  static Room empty(int offset, int length, int after) {
    return new Room(offset, length, after);
  }

  /** An input. */
  static Room of(double[] content, int offset, int after) {
    Room room = new Room(offset, content.length, after);
    System.arraycopy(content, 0, room.array, offset, content.length);
    return room;
  }

  private static double sentinel(int i) {
    return Double.longBitsToDouble(0xc123_4567_89ab_0000L + i);
  }

  /** The range holds {@code want}, and all round it is untouched. */
  void assertHolds(Object what, double[] want) {
    for (int i = 0; i < array.length; i++) {
      int k = i - offset;
      if (k >= 0 && k < length) {
        if (!Bits.same(want[k], array[i])) {
          fail(what + ", element " + k + " of " + length + ": got " + Bits.hex(array[i]) + ", want " + Bits.hex(want[k]));
        }
      } else if (Double.doubleToRawLongBits(array[i]) != Double.doubleToRawLongBits(sentinel(i))) {
        fail(what + ": wrote " + Bits.hex(array[i]) + " outside its range, at " + k + " of " + length);
      }
    }
  }
}
