package dev.activations;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/**
 * Softmax depends on the differences of its inputs alone. All numbers here are multiples of 1/1024 below 2^31/1024, so that
 * sums and differences are exact, and nothing but the same bits will do.
 */
@Domain(Numbers.class)
@Domain(DomainContext.Global.class)
class ShiftPropertyTest {

  private static double[] scaled(int[] units, double factor) {
    return Arrays.stream(units).mapToDouble(unit -> unit * factor).toArray();
  }

  @Property(tries = 200, seed = "1")
  void addingANumberToTheRow(
      @ForAll @Size(max = 70) @IntRange(min = -40_000, max = 40_000) int[] row, @ForAll int shift, @ForAll Softmax s) {
    double[] x = scaled(row, 0x1p-10);
    double[] shifted = Arrays.stream(x).map(number -> number + shift * 0x1p-10).toArray();
    double[] dy = new Inputs(shift).factors(row.length);
    Bits.assertSame(s + " of x + " + shift * 0x1p-10, s.forward(x), s.forward(shifted));
    Bits.assertSame(s + " backward at x + " + shift * 0x1p-10, s.backward(x, dy), s.backward(shifted, dy));
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
    Bits.assertSame(scaled + " of " + power + " x", one.forward(x), scaled.forward(xScaled));
  }
}
