package dev.activations;

import dev.activations.internal.scalar.SoftmaxRow;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole blocks of numbers of about one size, with no special number among them: they go through each kernel's straight-line code up
 * to where that ends, and through the scalar function from there on. Every size up to 1600 occurs.
 */
class MagnitudesTest {

  /** More than a block of the portable kernels. */
  private static final int LENGTH = 300;

  private static final double STEP = 1.01;

  static List<PointwiseActivation> pointwise() {
    return Cases.POINTWISE;
  }

  static List<Softmax> softmax() {
    return Cases.SOFTMAX;
  }

  @ParameterizedTest
  @MethodSource("pointwise")
  void pointwiseForms(PointwiseActivation f) {
    Inputs in = new Inputs(11);
    double[] y = new double[LENGTH];
    double[] d = new double[LENGTH];
    for (double size = 0.1; size < 1600; size *= STEP) {
      double[] x = numbers(in, size);
      double[] values = new double[LENGTH];
      double[] derivatives = new double[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        values[i] = f.value(x[i]);
        derivatives[i] = f.derivative(x[i]);
      }
      Bits.assertSame(f + " of about " + size, values, f.forward(x));
      f.derivative(x, d);
      Bits.assertSame(f + "' of about " + size, derivatives, d);
      f.valueAndDerivative(x, y, d);
      Bits.assertSame(f + " with derivative, of about " + size, values, y);
      Bits.assertSame(f + "' with value, of about " + size, derivatives, d);
    }
  }

  /** Rows whose entries lie below the largest by about one size. */
  @ParameterizedTest
  @MethodSource("softmax")
  void rows(Softmax f) {
    Inputs in = new Inputs(12);
    for (double size = 0.1; size < 1600; size *= STEP) {
      double[] x = numbers(in, size * f.temperature());
      for (int i = 0; i < LENGTH; i++) {
        x[i] = -Math.abs(x[i]);
      }
      x[in.below(LENGTH)] = 0;
      double[] want = new double[LENGTH];
      new SoftmaxRow(f.temperature(), f.isLog()).forward(x, 0, want, 0, LENGTH);
      Bits.assertSame(f + " of about -" + size, want, f.forward(x));
    }
  }

  private static double[] numbers(Inputs in, double size) {
    double[] x = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      double number = size * (1 + (STEP - 1) * in.below(1 << 20) * 0x1p-20);
      x[i] = in.below(2) == 0 ? number : -number;
    }
    return x;
  }
}
