package dev.activations.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.internal.SoftmaxKernel;
import dev.activations.internal.portable.PortableKernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows on vectors give the bits of the portable form, whatever their size, spread and special entries. */
@Tag("vector")
class VectorSoftmaxTest {

  private static final int[] SIZES = {63, 64, 65, 127, 128, 129, 500, 1023, 1024, 1025, 4097};
  private static final double[] SPREADS = {1e-3, 1, 30, 700, 900, 1e308};
  private static final double[] SPECIALS = {
    0.0, -0.0, Double.NEGATIVE_INFINITY, -Double.MAX_VALUE, Double.MAX_VALUE, Double.MIN_VALUE, -745, 1e4,
    Double.NaN, Double.POSITIVE_INFINITY
  };

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "0.5, false", "0.7, true", "3, false", "1e-300, false", "1e300, true"})
  void rowsHaveThePortableBits(double temperature, boolean log) {
    SoftmaxKernel vector =
        log ? new VectorKernels().logSoftmax(temperature) : new VectorKernels().softmax(temperature);
    SoftmaxKernel portable =
        log ? new PortableKernels().logSoftmax(temperature) : new PortableKernels().softmax(temperature);
    SplittableRandom random = new SplittableRandom(8);
    for (double spread : SPREADS) {
      for (int n = 0; n <= 40; n++) {
        compare(vector, portable, row(random, n, spread, 0), random);
        compare(vector, portable, row(random, n, spread, 1), random);
        compare(vector, portable, row(random, n, spread, 3), random);
      }
      for (int n : SIZES) {
        compare(vector, portable, row(random, n, spread, 0), random);
        compare(vector, portable, row(random, n, spread, 1), random);
      }
    }
    compare(vector, portable, filled(33, Double.NEGATIVE_INFINITY), random);
    compare(vector, portable, filled(33, -0.0), random);
    compare(vector, portable, filled(1000, 7.5), random);
  }

  private static double[] row(SplittableRandom random, int n, double spread, int specials) {
    double[] x = new double[n];
    Arrays.setAll(x, i -> spread * (2 * random.nextDouble() - 1));
    for (int i = 0; i < specials && n > 0; i++) {
      x[random.nextInt(n)] = SPECIALS[random.nextInt(SPECIALS.length)];
    }
    return x;
  }

  private static double[] filled(int n, double value) {
    double[] x = new double[n];
    Arrays.fill(x, value);
    return x;
  }

  private static void compare(SoftmaxKernel vector, SoftmaxKernel portable, double[] x, SplittableRandom random) {
    int n = x.length;
    int xOffset = random.nextInt(9);
    int yOffset = random.nextInt(9);
    double[] want = new double[n];
    portable.forward(x, 0, want, 0, n);
    double[] in = new double[n + 9];
    System.arraycopy(x, 0, in, xOffset, n);
    double[] y = filled(n + 9, 3);
    vector.forward(in, xOffset, y, yOffset, n);
    assertBits("forward", x, want, y, yOffset);
    for (int i = 0; i < y.length; i++) {
      assertThat(i >= yOffset && i < yOffset + n || y[i] == 3).as("entry %d outside the row is untouched", i).isTrue();
    }
    double[] inPlace = in.clone();
    vector.forward(inPlace, xOffset, inPlace, xOffset, n);
    assertBits("forward in place", x, want, inPlace, xOffset);

    double[] dy = row(random, n, 1, 0);
    double[] dx = new double[n];
    portable.backward(x, 0, dy, 0, dx, 0, n);
    double[] got = new double[n + 9];
    vector.backward(in, xOffset, dy, 0, got, yOffset, n);
    assertBits("backward", x, dx, got, yOffset);
    double[] overDy = dy.clone();
    vector.backward(in, xOffset, overDy, 0, overDy, 0, n);
    assertBits("backward, dx = dy", x, dx, overDy, 0);
  }

  private static void assertBits(String what, double[] x, double[] want, double[] got, int offset) {
    for (int i = 0; i < want.length; i++) {
      if (Double.doubleToLongBits(want[i]) != Double.doubleToLongBits(got[offset + i])) {
        assertThat(Double.toHexString(got[offset + i]))
            .as("%s, entry %d of %d, x = %s", what, i, x.length, Double.toHexString(x[i]))
            .isEqualTo(Double.toHexString(want[i]));
      }
    }
  }
}
