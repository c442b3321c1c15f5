package dev.activations.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.internal.Kernel;
import dev.activations.internal.Kernels;
import dev.activations.internal.portable.PortableKernels;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vector kernel gives the bits of the scalar functions. */
@Tag("vector")
class VectorKernelsTest {

  private static final int MANY = 320_000;

  /** For further parameters of a kernel that has had its many inputs. */
  private static final int SOME = 20_000;

  private static final double UNTOUCHED = 0x1.badcafep7;

  record Case(String name, int inputs, Function<Kernels, Kernel> kernel) {
    Kernel vector() {
      return kernel.apply(new VectorKernels());
    }

    Kernel portable() {
      return kernel.apply(new PortableKernels());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    Stream<Case> fixed = Stream.of(
        new Case("sigmoid", MANY, Kernels::sigmoid),
        new Case("tanh", MANY, Kernels::tanh),
        new Case("silu", MANY, Kernels::silu),
        new Case("gelu", MANY, Kernels::gelu),
        new Case("gelu_tanh", MANY, Kernels::geluTanh),
        new Case("relu", MANY, Kernels::relu),
        new Case("leaky_relu(0.01)", MANY, kernels -> kernels.leakyRelu(0.01)),
        new Case("swish(1.5)", MANY, kernels -> kernels.swish(1.5)));
    Stream<Case> leaky = Stream.of(-0.2, 1.0, 3.5, 0.0, -0.0, Double.MIN_VALUE, 0x1p1000)
        .map(slope -> new Case("leaky_relu(" + slope + ")", SOME, kernels -> kernels.leakyRelu(slope)));
    Stream<Case> swish = Stream.of(1.702, -0.7, 1.0, 0.0, -0.0, 1e-300, -1e300)
        .map(beta -> new Case("swish(" + beta + ")", SOME, kernels -> kernels.swish(beta)));
    return Stream.of(fixed, leaky, swish).flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void manyInputsHaveTheScalarBits(Case c) {
    int n = c.inputs();
    double[] x = Inputs.mixed(n, 1);
    double[] y = new double[n];
    double[] d = new double[n];
    c.vector().value(x, 0, y, 0, n);
    assertBits(c, "value", x, 0, y, 0, n, c.portable()::value);
    c.vector().derivative(x, 0, d, 0, n);
    assertBits(c, "derivative", x, 0, d, 0, n, c.portable()::derivative);
    Arrays.fill(y, UNTOUCHED);
    Arrays.fill(d, UNTOUCHED);
    c.vector().valueAndDerivative(x, 0, y, 0, d, 0, n);
    assertBits(c, "fused value", x, 0, y, 0, n, c.portable()::value);
    assertBits(c, "fused derivative", x, 0, d, 0, n, c.portable()::derivative);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anySizeAndOffsetHasTheScalarBitsAndTouchesNothingElse(Case c) {
    double[] input = Inputs.mixed(2000, 2);
    for (int n = 0; n <= 40; n++) {
      for (int xOffset = 0; xOffset < 4; xOffset++) {
        int offset = 7 * n + 3 * xOffset;
        double[] x = Arrays.copyOfRange(input, offset + 190, offset + 240);
        double[] y = filled();
        double[] d = filled();
        int yOffset = 5 - xOffset;
        int dOffset = 2 + 2 * xOffset;
        c.vector().value(x, xOffset, y, yOffset, n);
        c.vector().derivative(x, xOffset, d, dOffset, n);
        assertRange(c, x, xOffset, y, yOffset, d, dOffset, n);
        y = filled();
        d = filled();
        c.vector().valueAndDerivative(x, xOffset, y, yOffset, d, dOffset, n);
        assertRange(c, x, xOffset, y, yOffset, d, dOffset, n);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inPlaceHasTheScalarBits(Case c) {
    int n = 1003;
    double[] x = Inputs.mixed(n, 3);
    double[] y = x.clone();
    c.vector().value(y, 2, y, 2, n - 2);
    assertBits(c, "value in place", x, 2, y, 2, n - 2, c.portable()::value);
    double[] d = x.clone();
    c.vector().derivative(d, 2, d, 2, n - 2);
    assertBits(c, "derivative in place", x, 2, d, 2, n - 2, c.portable()::derivative);
    y = x.clone();
    d = filled(n);
    c.vector().valueAndDerivative(y, 2, y, 2, d, 2, n - 2);
    assertBits(c, "fused value over x", x, 2, y, 2, n - 2, c.portable()::value);
    assertBits(c, "fused derivative beside x", x, 2, d, 2, n - 2, c.portable()::derivative);
    y = filled(n);
    d = x.clone();
    c.vector().valueAndDerivative(d, 2, y, 2, d, 2, n - 2);
    assertBits(c, "fused value beside x", x, 2, y, 2, n - 2, c.portable()::value);
    assertBits(c, "fused derivative over x", x, 2, d, 2, n - 2, c.portable()::derivative);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void singleNumbersHaveTheScalarBits(Case c) {
    for (double x : Inputs.mixed(1000, 4)) {
      assertThat(hex(c.vector().value(x))).as("%s(%s)", c, hex(x)).isEqualTo(hex(c.portable().value(x)));
      assertThat(hex(c.vector().derivative(x))).as("%s'(%s)", c, hex(x)).isEqualTo(hex(c.portable().derivative(x)));
    }
  }

  /** A special value in each place of a vector leaves the other places right. */
  @ParameterizedTest
  @MethodSource("cases")
  void oneSpecialLaneLeavesTheOthersRight(Case c) {
    double[] specials = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, -900, 900};
    for (double special : specials) {
      for (int place = 0; place < 16; place++) {
        double[] x = Inputs.mixed(700, 5);
        x = Arrays.copyOfRange(x, 640, 656);
        x[place] = special;
        double[] y = new double[16];
        double[] d = new double[16];
        c.vector().valueAndDerivative(x, 0, y, 0, d, 0, 16);
        assertBits(c, "value", x, 0, y, 0, 16, c.portable()::value);
        assertBits(c, "derivative", x, 0, d, 0, 16, c.portable()::derivative);
      }
    }
  }

  @Test
  void productsHaveTheScalarBits() {
    Kernels vector = new VectorKernels();
    double[] a = Inputs.mixed(5000, 6);
    double[] b = Inputs.mixed(6000, 7);
    for (int n : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 4000}) {
      double[] y = filled(5000);
      vector.multiply(a, 3, b, 500, y, 1, n);
      double[] overA = a.clone();
      vector.multiply(overA, 3, b, 500, overA, 3, n);
      double[] overB = b.clone();
      vector.multiply(a, 3, overB, 500, overB, 500, n);
      for (int i = 0; i < n; i++) {
        String want = hex(a[3 + i] * b[500 + i]);
        assertThat(hex(y[1 + i])).as("%s · %s", hex(a[3 + i]), hex(b[500 + i])).isEqualTo(want);
        assertThat(hex(overA[3 + i])).as("%s · %s over the first", hex(a[3 + i]), hex(b[500 + i])).isEqualTo(want);
        assertThat(hex(overB[500 + i])).as("%s · %s over the second", hex(a[3 + i]), hex(b[500 + i])).isEqualTo(want);
      }
      assertThat(y[0]).isEqualTo(UNTOUCHED);
      assertThat(y[n + 1]).isEqualTo(UNTOUCHED);
      assertThat(hex(overA[n + 3])).isEqualTo(hex(a[n + 3]));
      assertThat(hex(overB[n + 500])).isEqualTo(hex(b[n + 500]));
    }
  }

  private interface Scalar {
    double of(double x);
  }

  private static void assertRange(
      Case c, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int n) {
    assertBits(c, "value", x, xOffset, y, yOffset, n, c.portable()::value);
    assertBits(c, "derivative", x, xOffset, d, dOffset, n, c.portable()::derivative);
    assertUntouched(y, yOffset, n);
    assertUntouched(d, dOffset, n);
  }

  private static void assertUntouched(double[] y, int yOffset, int n) {
    for (int i = 0; i < y.length; i++) {
      if (i < yOffset || i >= yOffset + n) {
        assertThat(y[i]).as("entry %d, written range from %d, %d long", i, yOffset, n).isEqualTo(UNTOUCHED);
      }
    }
  }

  private static void assertBits(
      Case c, String what, double[] x, int xOffset, double[] y, int yOffset, int n, Scalar scalar) {
    for (int i = 0; i < n; i++) {
      double input = x[xOffset + i];
      double want = scalar.of(input);
      double got = y[yOffset + i];
      if (Double.doubleToLongBits(got) != Double.doubleToLongBits(want)) {
        assertThat(hex(got)).as("%s, %s at %d of %d, x = %s", c, what, i, n, hex(input)).isEqualTo(hex(want));
      }
    }
  }

  private static String hex(double x) {
    return Double.toHexString(x);
  }

  private static double[] filled() {
    return filled(60);
  }

  private static double[] filled(int n) {
    double[] array = new double[n];
    Arrays.fill(array, UNTOUCHED);
    return array;
  }
}
