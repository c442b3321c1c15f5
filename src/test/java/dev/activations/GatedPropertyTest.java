package dev.activations;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** A gated form is its gate's function and multiplications, to the bit, whatever the numbers. */
@Domain(Numbers.class)
class GatedPropertyTest {

  /** One of two halves for each number drawn, and gradients. */
  private static double[] like(double[] x, long seed) {
    return new Inputs(seed).mixed(x.length);
  }

  private static double[] joined(double[] first, double[] second) {
    double[] row = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, row, first.length, second.length);
    return row;
  }

  @Property(tries = 300, seed = "1")
  void twoArraysFactor(@ForAll GatedActivation a, @ForAll double[] gate, @ForAll long seed) {
    int n = gate.length;
    double[] value = like(gate, seed);
    double[] dy = like(gate, ~seed);
    double[] act = a.gate().forward(gate);
    double[] slope = a.gate().derivative(gate);
    double[] y = new double[n];
    double[] dGate = new double[n];
    double[] dValue = new double[n];
    a.forward(gate, value, y);
    a.backward(gate, value, dy, dGate, dValue);
    for (int i = 0; i < n; i++) {
      Bits.assertSame(a + ", y", act[i] * value[i], y[i]);
      Bits.assertSame(a + ", dGate", dy[i] * value[i] * slope[i], dGate[i]);
      Bits.assertSame(a + ", dValue", dy[i] * act[i], dValue[i]);
      Bits.assertSame(a + ", apply", y[i], a.apply(gate[i], value[i]));
      Bits.assertSame(a + ", derivativeByGate", value[i] * slope[i], a.derivativeByGate(gate[i], value[i]));
      Bits.assertSame(a + ", derivativeByValue", act[i], a.derivativeByValue(gate[i], value[i]));
    }
  }

  /** A value of 1 leaves the gate's function, and dy of 1 and a value of 1 its derivative. */
  @Property(tries = 200, seed = "2")
  void anOpenValueLeavesTheGate(@ForAll GatedActivation a, @ForAll double[] gate) {
    double[] ones = new double[gate.length];
    Arrays.fill(ones, 1);
    double[] y = new double[gate.length];
    double[] dGate = new double[gate.length];
    a.forward(gate, ones, y);
    Bits.assertSame(a + " of 1", a.gate().forward(gate), y);
    a.backward(gate, ones, ones, dGate, y);
    Bits.assertSame(a + ", dGate of 1", a.gate().derivative(gate), dGate);
  }

  /** Joined rows, in either order of halves, hold what the two arrays give. */
  @Property(tries = 200, seed = "3")
  void joinedRowsAreTheTwoArrays(@ForAll GatedActivation any, @ForAll double[] gate, @ForAll long seed) {
    int n = gate.length;
    double[] value = like(gate, seed);
    double[] dy = like(gate, ~seed);
    double[] y = new double[n];
    double[] dGate = new double[n];
    double[] dValue = new double[n];
    any.forward(gate, value, y);
    any.backward(gate, value, dy, dGate, dValue);
    GatedActivation gateFirst = any.withHalves(Halves.GATE_FIRST);
    GatedActivation valueFirst = any.withHalves(Halves.VALUE_FIRST);
    Bits.assertSame(gateFirst + " joined", y, gateFirst.forward(joined(gate, value)));
    Bits.assertSame(valueFirst + " joined", y, valueFirst.forward(joined(value, gate)));
    Bits.assertSame(
        gateFirst + " joined, backward", joined(dGate, dValue), gateFirst.backward(joined(gate, value), dy));
    Bits.assertSame(
        valueFirst + " joined, backward", joined(dValue, dGate), valueFirst.backward(joined(value, gate), dy));
  }

  /** y is linear in the value: a power of two passes, where nothing leaves the normal range. */
  @Property(tries = 200, seed = "4")
  void powersOfTwoPass(@ForAll GatedActivation a, @ForAll double[] gate, @ForAll long seed) {
    double[] value = new Inputs(seed).factors(gate.length);
    double[] y = new double[gate.length];
    double[] scaled = new double[gate.length];
    a.forward(gate, value, y);
    a.forward(gate, Arrays.stream(value).map(v -> v * 0x1p-20).toArray(), scaled);
    for (int i = 0; i < y.length; i++) {
      if (Math.abs(y[i]) >= 0x1p-900 && Math.abs(value[i]) >= 0x1p-900 && !Double.isInfinite(y[i]) || Double.isNaN(y[i])) {
        Bits.assertSame(a + ", y of 2^-20 value", 0x1p-20 * y[i], scaled[i]);
      }
    }
  }
}
