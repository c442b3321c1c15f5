package dev.activations;

/** The argument rules of {@link Activation}, each in one place. Messages carry the numbers that disagree. */
final class Checks {

  private Checks() {}

  static void notNull(Object argument, String name) {
    if (argument == null) {
      throw new NullPointerException(name);
    }
  }

  /** A range {@code [offset, offset + length)} must lie inside {@code array}. */
  static void range(String name, double[] array, int offset, long length) {
    if (offset < 0 || length < 0 || offset + length > array.length) {
      throw new IndexOutOfBoundsException(
          name + ": offset " + offset + " and length " + length + " are outside an array of " + array.length);
    }
  }

  static void sameSize(String expectedName, int expected, String actualName, int actual) {
    if (expected != actual) {
      throw new IllegalArgumentException(
          actualName + " is " + actual + ", but must agree with " + expectedName + ": " + expected);
    }
  }

  static void rows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be at least 1, got " + rows);
    }
  }

  /** Returns {@code size / rows}, which must be whole. */
  static int columns(int size, int rows) {
    rows(rows);
    if (size % rows != 0) {
      throw new IllegalArgumentException(rows + " rows do not divide an array of " + size);
    }
    return size / rows;
  }

  /** The size of a matrix whose column count may still be wrong: the range check comes before the row check. */
  static long area(int rows, int columns) {
    if (columns < 0) {
      throw new IndexOutOfBoundsException("columns must not be negative, got " + columns);
    }
    return Math.max(rows, 0) * (long) columns;
  }

  /** An output may be exactly an input, or apart from it. */
  static void sameOrApart(
      String outName, double[] out, int outOffset, int outLength, String inName, double[] in, int inOffset, int inLength) {
    if (out == in && outOffset == inOffset && outLength == inLength) {
      return;
    }
    apart(outName, out, outOffset, outLength, inName, in, inOffset, inLength);
  }

  /** Two ranges that must not share an element. */
  static void apart(
      String aName, double[] a, int aOffset, int aLength, String bName, double[] b, int bOffset, int bLength) {
    if (a == b && aLength > 0 && bLength > 0 && aOffset < bOffset + bLength && bOffset < aOffset + aLength) {
      throw new IllegalArgumentException(
          aName + " [" + aOffset + ", " + (aOffset + aLength) + ") overlaps " + bName + " [" + bOffset + ", "
              + (bOffset + bLength) + ")");
    }
  }
}
