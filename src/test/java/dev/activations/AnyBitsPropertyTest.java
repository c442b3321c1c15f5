package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** No bit pattern makes a form throw, hang, or write what another form would not. */
@Domain(Numbers.class)
class AnyBitsPropertyTest {

  /** Only what never ends takes as long. */
  private static final Duration FOREVER = Duration.ofMinutes(2);

  /** The cases that are written down, and one that is drawn: of so many each would seldom meet the number that it cannot take. */
  private static <T> List<T> each(List<T> cases, T drawn) {
    List<T> each = new ArrayList<>(cases);
    each.add(drawn);
    return each;
  }

  @Property(tries = 200, seed = "1")
  void pointwiseFormsAgree(@ForAll PointwiseActivation drawn, @ForAll double[] x, @ForAll long seed) {
    assertTimeoutPreemptively(FOREVER, () -> each(Cases.POINTWISE, drawn).forEach(f -> {
      double[] y = new double[x.length];
      double[] d = new double[x.length];
      f.valueAndDerivative(x, y, d);
      Bits.assertSame(f + " forward", y, f.forward(x));
      Bits.assertSame(f + " derivative", d, f.derivative(x));
      for (int i = 0; i < x.length; i++) {
        if (Double.doubleToLongBits(y[i]) != Double.doubleToLongBits(f.value(x[i]))
            || Double.doubleToLongBits(d[i]) != Double.doubleToLongBits(f.derivative(x[i]))) {
          fail(f + " at " + Bits.hex(x[i]) + " has another value or derivative in an array");
        }
        // Every limit exists, so NaN comes out where it went in, and nowhere else.
        if (Double.isNaN(y[i]) != Double.isNaN(x[i]) || Double.isNaN(d[i]) != Double.isNaN(x[i])) {
          fail(f + " at " + Bits.hex(x[i]) + " is " + y[i] + ", its derivative " + d[i]);
        }
      }
      f.backward(x, new Inputs(seed).mixed(x.length));
    }));
  }

  /** The limits again, on long arrays: blocks that are ordinary throughout take another path than others. */
  @Property(tries = 60, seed = "2")
  void longArraysAgreeWithNumbers(@ForAll PointwiseActivation f, @ForAll long seed) {
    assertTimeoutPreemptively(FOREVER, () -> {
      double[] x = new Inputs(seed).mixed((int) (seed & 1023) + 257);
      double[] y = new double[x.length];
      double[] d = new double[x.length];
      f.valueAndDerivative(x, y, d);
      for (int i = 0; i < x.length; i++) {
        Bits.assertSame(f + "(" + Bits.hex(x[i]) + ")", f.value(x[i]), y[i]);
        Bits.assertSame(f + "'(" + Bits.hex(x[i]) + ")", f.derivative(x[i]), d[i]);
      }
    });
  }

  @Property(tries = 200, seed = "3")
  void softmaxIsNaNAsAWholeOrNowhere(@ForAll Softmax drawn, @ForAll double[] x, @ForAll long seed) {
    assertTimeoutPreemptively(FOREVER, () -> each(Cases.SOFTMAX, drawn).forEach(s -> {
      boolean bad = DoubleStream.of(x).anyMatch(v -> Double.isNaN(v) || v == Double.POSITIVE_INFINITY)
          || DoubleStream.of(x).allMatch(v -> v == Double.NEGATIVE_INFINITY);
      double[] dy = new Inputs(seed).mixed(x.length);
      double[] y = s.forward(x);
      double[] dx = s.backward(x, dy);
      assertThat(s.jacobian(x)).hasNumberOfRows(x.length);
      boolean finite = DoubleStream.of(dy).allMatch(g -> Math.abs(g) < 1e250);
      for (int i = 0; i < x.length; i++) {
        assertThat(Double.isNaN(y[i])).as("%s, y[%d] of %d", s, i, x.length).isEqualTo(bad);
        if (bad || (finite && s.temperature() > 1e-40)) {
          assertThat(Double.isNaN(dx[i])).as("%s, dx[%d] of %d", s, i, x.length).isEqualTo(bad);
        }
      }
    }));
  }

  @Property(tries = 200, seed = "4")
  void gatedFormsTakeAnything(@ForAll GatedActivation drawn, @ForAll double[] x, @ForAll long seed) {
    assertTimeoutPreemptively(FOREVER, () -> each(Cases.GATED, drawn).forEach(a -> {
      double[] row = x.length % 2 == 0 ? x : new Inputs(seed).mixed(x.length + 1);
      double[] y = a.forward(row);
      double[] dx = a.backward(row, new Inputs(~seed).mixed(y.length));
      assertThat(dx).hasSameSizeAs(row);
      for (int i = 0; i < y.length; i++) {
        double first = row[i];
        double second = row[y.length + i];
        Bits.assertSame(a + " of " + Bits.hex(first) + " and " + Bits.hex(second),
            a.halves() == Halves.GATE_FIRST ? a.apply(first, second) : a.apply(second, first), y[i]);
      }
    }));
  }
}
