package dev.activations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.internal.scalar.SoftmaxRow;
import dev.activations.internal.scalar.SoftmaxRowGradient;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows give the bits of the scalar loops, whatever their number, size, spread and special entries. A class for each backend. */
public abstract class SoftmaxRows {

  private static final int[] SIZES = {63, 64, 65, 127, 128, 129, 500, 512, 513, 1024, 1025, 4096, 4097};
  private static final double[] SPREADS = {1e-3, 1, 30, 199.9, 203, 355, 700, 900, 1e308};
  private static final double[] SPECIALS = {
    0.0, -0.0, Double.NEGATIVE_INFINITY, -Double.MAX_VALUE, Double.MAX_VALUE, Double.MIN_VALUE, -745, 1e4,
    Double.NaN, Double.POSITIVE_INFINITY
  };

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "0.5, false", "0.7, true", "3, false", "1e-300, false", "1e300, true"})
  public void rowsHaveTheScalarBits(double temperature, boolean log) {
    SoftmaxKernel kernel = log ? kernels().logSoftmax(temperature) : kernels().softmax(temperature);
    Scalar scalar = new Scalar(temperature, log);
    SplittableRandom random = new SplittableRandom(8);
    for (double spread : SPREADS) {
      for (int n = 0; n <= 40; n++) {
        compare(kernel, scalar, row(random, n, spread, 0), random);
        compare(kernel, scalar, row(random, n, spread, 1), random);
        compare(kernel, scalar, row(random, n, spread, 3), random);
        compare(kernel, scalar, belowZero(row(random, n, spread, 1)), random);
      }
      for (int n : SIZES) {
        compare(kernel, scalar, row(random, n, spread, 0), random);
        compare(kernel, scalar, row(random, n, spread, 1), random);
        compare(kernel, scalar, belowZero(row(random, n, spread, 0)), random);
      }
    }
    compare(kernel, scalar, filled(33, Double.NEGATIVE_INFINITY), random);
    compare(kernel, scalar, filled(33, -0.0), random);
    compare(kernel, scalar, filled(1000, 7.5), random);
  }

  /** One entry far above the others, whose small sum is taken again, and rows of different kinds side by side. */
  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "0.7, true", "3, true"})
  public void rowsThatOneEntryLeads(double temperature, boolean log) {
    SoftmaxKernel kernel = log ? kernels().logSoftmax(temperature) : kernels().softmax(temperature);
    Scalar scalar = new Scalar(temperature, log);
    SplittableRandom random = new SplittableRandom(10);
    for (double lead : new double[] {7, 12, 15, 25, 60, 500, 790, 810, 2000, 2e6}) {
      for (int n : new int[] {2, 3, 10, 24, 31, 32, 40, 129, 256, 257, 1024, 4096, 4097, 9001}) {
        double[] x = row(random, n, 1, 0);
        x[random.nextInt(n)] = random.nextBoolean() ? lead : -0.0;
        for (int i = 0; lead > 100 && i < n; i += 7) {
          x[i] = random.nextBoolean() ? Double.NEGATIVE_INFINITY : x[i] - 795;
        }
        compare(kernel, scalar, x, random);
      }
    }
  }

  /** What a row has beyond whole vectors is looked at by itself, and may be so large that other probabilities are subnormal. */
  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "0.7, false"})
  public void rowsThatTheirLastEntryLeads(double temperature, boolean log) {
    SoftmaxKernel kernel = log ? kernels().logSoftmax(temperature) : kernels().softmax(temperature);
    Scalar scalar = new Scalar(temperature, log);
    SplittableRandom random = new SplittableRandom(11);
    for (double lead : new double[] {256, 257, 440, 460, 475, 485, 494}) {
      for (int n : new int[] {33, 40, 47, 131, 1029, 4097, 4103}) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> -245 - 10 * random.nextDouble());
        x[n - 1] = lead;
        compare(kernel, scalar, x, random);
      }
    }
  }

  /** Each entry with a sign: the largest is the one with the smallest size then. */
  private static double[] belowZero(double[] row) {
    return Arrays.stream(row).map(x -> -Math.abs(x)).toArray();
  }

  /** The kernels under test. */
  protected abstract Kernels kernels();

  private record Scalar(double temperature, boolean log) {
    SoftmaxRow row() {
      return new SoftmaxRow(temperature, log);
    }

    SoftmaxRowGradient gradient() {
      return new SoftmaxRowGradient(temperature, log);
    }
  }

  /** Several rows share a tile, and one with special entries must not spoil its neighbours. */
  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "0.7, false", "0.7, true"})
  public void rowsDoNotTouchEachOther(double temperature, boolean log) {
    SoftmaxKernel kernel = log ? kernels().logSoftmax(temperature) : kernels().softmax(temperature);
    Scalar scalar = new Scalar(temperature, log);
    SplittableRandom random = new SplittableRandom(9);
    for (int columns : new int[] {1, 2, 3, 7, 8, 10, 31, 64, 67, 85, 86, 128, 200, 256, 257, 300, 512, 1024, 1027}) {
      for (int rows : new int[] {1, 2, 3, 7, 40}) {
        int size = rows * columns;
        double[] x = new double[size + 3];
        double[] dy = new double[size];
        double[] want = new double[size];
        double[] wantDx = new double[size];
        for (int r = 0; r < rows; r++) {
          System.arraycopy(row(random, columns, r % 4 == 1 ? 355 : 20, r % 3), 0, x, 3 + r * columns, columns);
          double[] upstream = r % 4 == 3 ? new double[columns] : row(random, columns, r % 5 == 4 ? 1e308 : 1, 0);
          System.arraycopy(upstream, 0, dy, r * columns, columns);
          scalar.row().forward(x, 3 + r * columns, want, r * columns, columns);
          scalar.gradient().backward(x, 3 + r * columns, dy, r * columns, wantDx, r * columns, columns);
        }
        double[] y = new double[size];
        kernel.forward(x, 3, y, 0, rows, columns);
        assertBits("forward of " + rows + " rows", Arrays.copyOfRange(x, 3, x.length), want, y, 0);
        kernel.backward(x, 3, dy, 0, y, 0, rows, columns);
        assertBits("backward of " + rows + " rows", Arrays.copyOfRange(x, 3, x.length), wantDx, y, 0);
        double[] inPlace = x.clone();
        kernel.forward(inPlace, 3, inPlace, 3, rows, columns);
        assertBits("forward of " + rows + " rows in place", Arrays.copyOfRange(x, 3, x.length), want, inPlace, 3);
        double[] overX = x.clone();
        kernel.backward(overX, 3, dy, 0, overX, 3, rows, columns);
        assertBits("backward of " + rows + " rows, dx = x", Arrays.copyOfRange(x, 3, x.length), wantDx, overX, 3);
      }
    }
  }

  /** Rows side by side whose largest entries are far apart, with entries so far below those that their exponents are lifted. */
  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "0.7, true"})
  public void rowsFarFromEachOther(double temperature, boolean log) {
    SoftmaxKernel kernel = log ? kernels().logSoftmax(temperature) : kernels().softmax(temperature);
    SplittableRandom random = new SplittableRandom(11);
    for (int columns : new int[] {7, 31, 64, 71, 85, 128, 170, 256, 600}) {
      int rows = 6;
      double[] x = new double[rows * columns];
      double[] want = new double[x.length];
      for (int r = 0; r < rows; r++) {
        double[] row = row(random, columns, 3, 0);
        double level = 1000 * random.nextInt(-3, 4);
        Arrays.setAll(row, i -> row[i] + level);
        row[random.nextInt(columns)] = r % 2 == 0 ? Double.NEGATIVE_INFINITY : level - 780;
        System.arraycopy(row, 0, x, r * columns, columns);
        new SoftmaxRow(temperature, log).forward(x, r * columns, want, r * columns, columns);
      }
      double[] y = new double[x.length];
      kernel.forward(x, 0, y, 0, rows, columns);
      assertBits("rows of " + columns, x, want, y, 0);
    }
  }

  /** The sum of a very long row is put aside after 2^20 entries; one of its largest entries is the first that follows. */
  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "0.7, false"})
  public void veryLongRowsHaveTheScalarBits(double temperature, boolean log) {
    double[] x = row(new SplittableRandom(10), (1 << 20) + 300, 2, 0);
    x[1 << 20] = 2;
    x[17] = 2;
    SoftmaxKernel kernel = log ? kernels().logSoftmax(temperature) : kernels().softmax(temperature);
    double[] want = new double[x.length];
    new SoftmaxRow(temperature, log).forward(x, 0, want, 0, x.length);
    double[] got = new double[x.length];
    kernel.forward(x, 0, got, 0, x.length);
    assertBits("forward", x, want, got, 0);
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

  private static void compare(SoftmaxKernel kernel, Scalar scalar, double[] x, SplittableRandom random) {
    int n = x.length;
    int xOffset = random.nextInt(9);
    int yOffset = random.nextInt(9);
    double[] want = new double[n];
    scalar.row().forward(x, 0, want, 0, n);
    double[] in = new double[n + 9];
    System.arraycopy(x, 0, in, xOffset, n);
    double[] y = filled(n + 9, 3);
    kernel.forward(in, xOffset, y, yOffset, n);
    assertBits("forward", x, want, y, yOffset);
    for (int i = 0; i < y.length; i++) {
      assertThat((i >= yOffset && i < yOffset + n) || y[i] == 3).as("entry %d outside the row is untouched", i).isTrue();
    }
    double[] inPlace = in.clone();
    kernel.forward(inPlace, xOffset, inPlace, xOffset, n);
    assertBits("forward in place", x, want, inPlace, xOffset);

    double[] dy = row(random, n, 1, 0);
    double[] dx = new double[n];
    scalar.gradient().backward(x, 0, dy, 0, dx, 0, n);
    double[] got = new double[n + 9];
    kernel.backward(in, xOffset, dy, 0, got, yOffset, n);
    assertBits("backward", x, dx, got, yOffset);
    double[] overDy = dy.clone();
    kernel.backward(in, xOffset, overDy, 0, overDy, 0, n);
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
