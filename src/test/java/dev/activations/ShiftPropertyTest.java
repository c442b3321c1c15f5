package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/**
 * Softmax depends on the differences of its inputs alone. All numbers here are multiples of 1/1024 below 2^31/1024, so that
 * sums and differences are exact, and nothing but the same bits will do; but at temperature 1, where no differences are taken: there
 * results may differ as two numbers within their limits do.
 */
@Domain(Numbers.class)
@Domain(DomainContext.Global.class)
class ShiftPropertyTest {

  /** Each of two numbers is within 1.58 ulp. */
  private static final double ULPS = 3;

  /** Each of two gradients is within 3.8 ulp of that size. */
  private static final double GRADIENT_ULPS = 8;

  private static double[] scaled(int[] units, double factor) {
    return Arrays.stream(units).mapToDouble(unit -> unit * factor).toArray();
  }

  @Property(tries = 200, seed = "1")
  void addingANumberToTheRow(
      @ForAll @Size(max = 70) @IntRange(min = -40_000, max = 40_000) int[] row, @ForAll int shift, @ForAll Softmax s) {
    double[] x = scaled(row, 0x1p-10);
    double[] shifted = Arrays.stream(x).map(number -> number + shift * 0x1p-10).toArray();
    double[] dy = new Inputs(shift).factors(row.length);
    assertSame(s + " of x + " + shift * 0x1p-10, s, s.forward(x), s.forward(shifted));
    for (Softmax one : new Softmax[] {Activations.SOFTMAX, Activations.LOG_SOFTMAX}) {
      assertSame(one + " of x + " + shift * 0x1p-10, one, one.forward(x), one.forward(shifted));
    }
    assertSameGradient(s + " backward at x + " + shift * 0x1p-10, s, x, dy, s.backward(x, dy), s.backward(shifted, dy));
  }

  /** A common power of two in inputs and temperature cancels; it divides the gradient. */
  @Property(tries = 200, seed = "2")
  void scalingRowAndTemperature(
      @ForAll @Size(max = 70) @IntRange(min = -40_000, max = 40_000) int[] row,
      @ForAll @IntRange(min = -300, max = 300) int exponent, @ForAll boolean log) {
    double power = Math.scalb(1.0, exponent);
    Softmax one = log ? Activations.LOG_SOFTMAX : Activations.SOFTMAX;
    Softmax scaled = log ? Activations.logSoftmax(power) : Activations.softmax(power);
    double[] x = scaled(row, 0x1p-10);
    double[] xScaled = scaled(row, 0x1p-10 * power);
    assertSame(scaled + " of " + power + " x", one, one.forward(x), scaled.forward(xScaled));
  }

  private static void assertSame(String what, Softmax softmax, double[] want, double[] got) {
    if (softmax.temperature() != 1) {
      Bits.assertSame(what, want, got);
      return;
    }
    for (int i = 0; i < want.length; i++) {
      assertThat(got[i]).as("%s, element %d", what, i).isCloseTo(want[i], within(ULPS * Math.ulp(want[i])));
    }
  }

  private static void assertSameGradient(String what, Softmax softmax, double[] x, double[] dy, double[] want, double[] got) {
    if (softmax.temperature() != 1) {
      Bits.assertSame(what, want, got);
      return;
    }
    double[] s = Activations.SOFTMAX.forward(x);
    double all = 0;
    for (int i = 0; i < x.length; i++) {
      all += Math.abs(dy[i]) * (softmax.isLog() ? 1 : s[i]);
    }
    for (int i = 0; i < x.length; i++) {
      double size = softmax.isLog() ? Math.abs(dy[i]) + s[i] * all : s[i] * (Math.abs(dy[i]) + all);
      if (Double.isFinite(size)) {
        assertThat(got[i]).as("%s, element %d", what, i).isCloseTo(want[i], within(GRADIENT_ULPS * Math.ulp(size)));
      } else {
        assertThat(got[i]).as("%s, element %d", what, i).isEqualTo(want[i]);
      }
    }
  }
}
