package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import dev.activations.ArgumentsTest.Buffer;
import dev.activations.ArgumentsTest.Method;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Arguments drawn at random, legal and not: a call is refused with the exception that the rules name and leaves every array
 * as it was, or it writes its outputs and nothing else.
 */
class RefusalPropertyTest {

  private static final List<Method> METHODS = ArgumentsTest.methods().toList();

  /** A call: for each buffer an array (or null) and an offset; rows and columns. */
  private record Draw(Method method, int[] lengths, int[] arrays, int[] offsets, int rows, int columns, long seed) {

    static Draw of(Method method, long seed) {
      Inputs in = new Inputs(seed);
      int count = method.buffers().size();
      int columns = in.below(12) == 0 ? wild(in) : in.below(3) == 0 ? in.below(9) : 2 * in.below(5);
      int rows = !method.hasRows() ? 1 : in.below(12) == 0 ? wild(in) : 1 + in.below(3);
      int[] lengths = {in.below(50), 20 + in.below(30), 40 + in.below(30), 60, 60, 60};
      int[] arrays = new int[count];
      int[] offsets = new int[count];
      int kind = in.below(3);
      for (int i = 0; i < count; i++) {
        arrays[i] = in.below(40) == 0 ? -1 : kind > 0 ? count - i : in.below(3);
        offsets[i] = in.below(30) == 0 ? wild(in) : in.below(4) == 0 ? in.below(20) : 8;
      }
      if (kind == 2) {
        // One pair in one array, beside each other, overlapping or the same; all else is apart.
        int i = in.below(count);
        int j = in.below(count);
        arrays[i] = arrays[j];
        offsets[i] = offsets[j] + in.below(9) - 4;
      }
      return new Draw(method, lengths, arrays, offsets, rows, columns, seed);
    }

    private static int wild(Inputs in) {
      int[] wild = {-1, 0, 1, 100, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 1, 1 << 30, 1 << 16, -7};
      return wild[in.below(wild.length)];
    }

    long size(int i) {
      long half = method.buffers().get(i).half() ? columns / 2 : columns;
      return Math.max(rows, 0) * half;
    }

    boolean overlap(int i, int j) {
      return arrays[i] == arrays[j] && size(i) > 0 && size(j) > 0
          && offsets[i] < offsets[j] + size(j) && offsets[j] < offsets[i] + size(i);
    }

    /** The rules in their order, written down anew: what must be thrown, or null. */
    Class<? extends Exception> refusal() {
      for (int array : arrays) {
        if (array < 0) {
          return NullPointerException.class;
        }
      }
      for (int i = 0; i < arrays.length; i++) {
        if (columns < 0 || offsets[i] < 0 || offsets[i] + size(i) > lengths[arrays[i]]) {
          return IndexOutOfBoundsException.class;
        }
      }
      if (rows < 1 || method.pairs() && columns % 2 != 0) {
        return IllegalArgumentException.class;
      }
      for (int i = 0; i < arrays.length; i++) {
        for (int j = i + 1; j < arrays.length; j++) {
          Buffer a = method.buffers().get(i);
          Buffer b = method.buffers().get(j);
          boolean same = arrays[i] == arrays[j] && offsets[i] == offsets[j] && size(i) == size(j);
          if ((a.output() || b.output()) && overlap(i, j) && !(same && method.mayCoincide(a, b))) {
            return IllegalArgumentException.class;
          }
        }
      }
      return null;
    }

    boolean writes(int array, int index) {
      for (int i = 0; i < arrays.length; i++) {
        if (method.buffers().get(i).output() && arrays[i] == array && index >= offsets[i] && index < offsets[i] + size(i)) {
          return true;
        }
      }
      return false;
    }
  }

  @Provide
  Arbitrary<Draw> draws() {
    return Arbitraries.of(METHODS).flatMap(method -> Arbitraries.longs().map(seed -> Draw.of(method, seed)));
  }

  @Property(tries = 3000, seed = "1")
  void allOrNothingIsWritten(@ForAll("draws") Draw draw) {
    Inputs in = new Inputs(draw.seed);
    double[][] pool = new double[draw.lengths.length][];
    double[][] before = new double[pool.length][];
    for (int k = 0; k < pool.length; k++) {
      pool[k] = in.mixed(draw.lengths[k]);
      before[k] = pool[k].clone();
    }
    double[][] arguments = new double[draw.arrays.length][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = draw.arrays[i] < 0 ? null : pool[draw.arrays[i]];
    }
    Throwable thrown = catchThrowable(() -> draw.method.call().run(arguments, draw.offsets, draw.rows, draw.columns));
    Class<? extends Exception> want = draw.refusal();
    if (want == null) {
      assertThat(thrown).as("legal %s", draw.method).isNull();
    } else {
      assertThat(thrown).as("%s", draw.method).isExactlyInstanceOf(want);
    }
    for (int k = 0; k < pool.length; k++) {
      for (int i = 0; i < before[k].length; i++) {
        boolean mayChange = want == null && draw.writes(k, i);
        if (!mayChange && Double.doubleToRawLongBits(pool[k][i]) != Double.doubleToRawLongBits(before[k][i])) {
          fail(draw.method + " threw " + thrown + " and wrote element " + i + " of array " + k + ": " + Bits.hex(pool[k][i]));
        }
      }
    }
  }

  /** Both outcomes, and each exception, are drawn often enough to mean something. */
  @Property(tries = 1, seed = "2")
  void everyOutcomeIsDrawn() {
    int[] seen = new int[4];
    for (int seed = 0; seed < 1000; seed++) {
      Class<?> want = Draw.of(METHODS.get(seed % METHODS.size()), seed).refusal();
      seen[want == null ? 0 : want == NullPointerException.class ? 1 : want == IndexOutOfBoundsException.class ? 2 : 3]++;
    }
    assertThat(seen).satisfies(counts -> {
      for (int count : counts) {
        assertThat(count).isGreaterThan(30);
      }
    });
  }
}
