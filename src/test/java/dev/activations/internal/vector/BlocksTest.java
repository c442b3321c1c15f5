package dev.activations.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.internal.Kernel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arrays of ordinary numbers with at most one special number among them, so that whole blocks go through the short loops of
 * {@link SplitKernel}, one block is cut short at a vector, and the loops are begun anew behind it; and arrays of runs of special ones.
 */
@Tag("vector")
class BlocksTest {

  private static final int[] LENGTHS = {16, 31, 32, 33, 63, 255, 256, 257, 288, 300, 511, 513, 800};
  private static final double[] SPECIALS = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -38.3, 900, -1e300};
  private static final int X = 3;
  private static final int FACTOR = 1;
  private static final int OUT = 6;

  static Stream<VectorKernelsTest.Case> cases() {
    return VectorKernelsTest.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFormHasTheScalarBits(VectorKernelsTest.Case c) {
    SplittableRandom random = new SplittableRandom(5);
    for (int n : LENGTHS) {
      check(c, numbers(random, X + n), numbers(random, FACTOR + n), n);
      for (int place : new int[] {0, 1, n / 2, Math.min(n - 1, 255), n - 1}) {
        double[] x = numbers(random, X + n);
        x[X + place] = SPECIALS[random.nextInt(SPECIALS.length)];
        check(c, x, numbers(random, FACTOR + n), n);
      }
    }
  }

  /** Long arrays of runs, of numbers that are cheap as whole vectors ({@link VectorKernel}) and of others. */
  @ParameterizedTest
  @MethodSource("cases")
  void runsOfTinyAndFarNumbersHaveTheScalarBits(VectorKernelsTest.Case c) {
    SplittableRandom random = new SplittableRandom(6);
    for (int longest : new int[] {20, 300, 6000}) {
      double[] x = numbers(random, X + 20_000);
      for (int i = 0; i < x.length;) {
        int kind = random.nextInt(7);
        for (int end = Math.min(i + 1 + random.nextInt(longest), x.length); i < end; i++) {
          double sign = random.nextBoolean() ? 1 : -1;
          x[i] = switch (kind) {
            case 0 -> sign * Double.longBitsToDouble(random.nextLong(0x0010_0000_0000_0000L));
            case 1 -> sign * (random.nextInt(3) == 0 ? 0 : Double.MIN_VALUE * random.nextInt(9));
            case 2 -> sign * 0x1p-1000 * random.nextDouble(0.9, random.nextBoolean() ? 1 : 1.1);
            case 3 -> sign * Math.scalb(random.nextDouble(), random.nextInt(-1070, -50));
            case 4 -> sign * Math.scalb(1 + random.nextDouble(), random.nextInt(4, 1024));
            default -> x[i];
          };
        }
      }
      check(c, x, numbers(random, FACTOR + 20_000), 20_000);
    }
  }

  private static void check(VectorKernelsTest.Case c, double[] x, double[] factor, int n) {
    Kernel kernel = c.vector();
    Kernel scalar = c.portable();
    double[] values = results(x, n, scalar::value);
    double[] derivatives = results(x, n, scalar::derivative);
    double[] gated = products(values, factor, n);
    double[] gradients = products(derivatives, factor, n);
    double[] y = new double[OUT + n];
    double[] d = new double[OUT + n];
    kernel.value(x, X, y, OUT, n);
    same(c, "value", values, y, OUT, n);
    kernel.derivative(x, X, d, OUT, n);
    same(c, "derivative", derivatives, d, OUT, n);
    kernel.gatedForward(x, X, factor, FACTOR, y, OUT, n);
    same(c, "gated", gated, y, OUT, n);
    kernel.backward(x, X, factor, FACTOR, d, OUT, n);
    same(c, "backward", gradients, d, OUT, n);
    double[] overX = x.clone();
    kernel.backward(overX, X, factor, FACTOR, overX, X, n);
    same(c, "backward over x", gradients, overX, X, n);
    double[] overFactor = factor.clone();
    kernel.backward(x, X, overFactor, FACTOR, overFactor, FACTOR, n);
    same(c, "backward over dy", gradients, overFactor, FACTOR, n);
    overX = x.clone();
    kernel.valueAndDerivative(overX, X, overX, X, d, OUT, n);
    same(c, "value over x", values, overX, X, n);
    same(c, "derivative beside it", derivatives, d, OUT, n);
    overX = x.clone();
    kernel.valueAndDerivative(overX, X, y, OUT, overX, X, n);
    same(c, "derivative over x", derivatives, overX, X, n);
    same(c, "value beside it", values, y, OUT, n);
  }

  private static double[] numbers(SplittableRandom random, int length) {
    return random.doubles(length, -9, 9).toArray();
  }

  private static double[] results(double[] x, int n, DoubleUnaryOperator f) {
    return Arrays.stream(x, X, X + n).map(f).toArray();
  }

  private static double[] products(double[] a, double[] factor, int n) {
    double[] products = new double[n];
    Arrays.setAll(products, i -> a[i] * factor[FACTOR + i]);
    return products;
  }

  private static void same(VectorKernelsTest.Case c, String what, double[] want, double[] got, int offset, int n) {
    for (int i = 0; i < n; i++) {
      if (Double.doubleToLongBits(want[i]) != Double.doubleToLongBits(got[offset + i])) {
        assertThat(Double.toHexString(got[offset + i])).as("%s, %s, entry %d of %d", c, what, i, n)
            .isEqualTo(Double.toHexString(want[i]));
      }
    }
  }
}
