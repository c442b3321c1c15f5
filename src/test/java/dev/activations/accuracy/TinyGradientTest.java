package dev.activations.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.Activations;
import dev.activations.Softmax;
import dev.activations.accuracy.ExactFunctions.Exact;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of softmax whose terms are subnormal, or would be without care, against exact ones. */
class TinyGradientTest {

  /** The contract, in the unit of a gradient. */
  private static final double LIMIT = 8;

  private static final double MASK = Double.NEGATIVE_INFINITY;

  /** A row and its gradient; {@code name} says what is special. */
  record Case(String name, double temperature, double[] x, double[] dy) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("all of dy subnormal", 1, new double[] {0.5, 0.25, -1}, new double[] {3e-312, -7e-311, 1e-310}),
        new Case("all of dy negative", 1, new double[] {0.5, 0.25, -1}, new double[] {-3e-312, -7e-311, -1e-310}),
        new Case("of one sign but one", 1, new double[] {0, 0, 0}, new double[] {1e-280, 2e-280, -1e-290}),
        new Case("dy tiny, made large by 1/T", 0x1p-1000, new double[] {0, -0x1p-1000, -0x1p-999},
            new double[] {0x1.2345678p-1030, -0x1.3p-1040, 0x1.fp-1050}),
        new Case("products far below the smallest number, made large by 1/T", 0x1p-1000, new double[] {0, -0x1.9p-991, -0x1.8p-991},
            new double[] {0, 0x1.2345678p-300, -0x1.7654321p-310}),
        new Case("a small probability times a small sum, made large by 1/T", 0x1p-1000, new double[] {0, -0x1.5ep-991, -0x1.5ep-991},
            new double[] {0x1.2345678p-40, -0x1.2345679p-41, 0x1.7654321p-45}),
        new Case("the same beside subnormal dy", 0x1p-1000, new double[] {0, -0x1.5ep-991, -0x1.5ep-991},
            new double[] {0x1.2345678p-30, 0x1.1p-1050, -0x1.3p-1060}),
        new Case("a mask where 1/T is large", 0x1p-1000, new double[] {0, MASK, -0x1p-1000}, new double[] {0x1.2345678p-1040, 3, -0x1p-1050}),
        new Case("dy of 0 where the probability is not small", 1, new double[] {0, -700, -705}, new double[] {0, 1e-5, -3e-5}),
        new Case("a large dy behind a probability of 0", 1, new double[] {0, -1, -2000}, new double[] {1e-290, -4e-290, 1e280}),
        new Case("a large negative dy behind a probability of 0", 1, new double[] {-2000, -1, 0}, new double[] {-1e280, 4e-290, 1e-290}),
        new Case("dy of different signs that cancel", 1, new double[] {0, 0, -1}, new double[] {2, -2, 0}),
        new Case("masks", 1, new double[] {0, MASK, -1}, new double[] {1e-300, 5, -1e-301}));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientOfSoftmax(Case c) {
    Softmax softmax = Activations.softmax(c.temperature);
    check(softmax, c, new ExactSoftmax(FunctionCase.PRECISION, c.x, c.temperature).softmaxBackward(c.dy));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientOfLogSoftmax(Case c) {
    Softmax log = Activations.logSoftmax(c.temperature);
    check(log, c, new ExactSoftmax(FunctionCase.PRECISION, c.x, c.temperature).logSoftmaxBackward(c.dy));
  }

  /** Apart, in place of x and in place of dy; alone, and as a row of a matrix that goes through the tiles. */
  private static void check(Softmax s, Case c, Exact[] want) {
    double[] p = Activations.softmax(c.temperature).forward(c.x);
    double[] dx = s.backward(c.x, c.dy);
    for (int i = 0; i < dx.length; i++) {
      // The contract speaks of entries with a normal probability.
      if (p[i] >= Double.MIN_NORMAL) {
        assertThat(Math.abs(Ulp.error(dx[i], want[i].value(), want[i].summand()))).as("%s, dx[%d] = %a", c, i, dx[i])
            .isLessThanOrEqualTo(LIMIT);
      }
    }
    double[] x = c.x.clone();
    s.backward(x, c.dy, x);
    assertThat(x).as("%s, dx = x", c).containsExactly(dx);
    double[] dy = c.dy.clone();
    s.backward(c.x, dy, dy);
    assertThat(dy).as("%s, dx = dy", c).containsExactly(dx);
    int rows = 20;
    double[] manyX = new double[rows * dx.length];
    double[] manyDy = new double[manyX.length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(c.x, 0, manyX, row * dx.length, dx.length);
      System.arraycopy(c.dy, 0, manyDy, row * dx.length, dx.length);
    }
    double[] many = new double[manyX.length];
    s.backwardRows(manyX, manyDy, many, rows);
    for (int i = 0; i < many.length; i++) {
      assertThat(many[i]).as("%s, rows, dx[%d]", c, i).isEqualTo(dx[i % dx.length]);
    }
  }
}
