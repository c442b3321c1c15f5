package dev.activations.accuracy;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The formulas as textbooks give them, and as most loops in Java compute them, on somebody's exp, log and tanh. */
record TextbookFormulas(DoubleUnaryOperator exp, DoubleUnaryOperator log, DoubleUnaryOperator tanh) {
  private static final double SCALE = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

  double sigmoid(double x) {
    return 1 / (1 + exp.applyAsDouble(-x));
  }

  double sigmoidDerivative(double x) {
    double s = sigmoid(x);
    return s * (1 - s);
  }

  double tanhDerivative(double x) {
    double t = tanh.applyAsDouble(x);
    return 1 - t * t;
  }

  double swish(double x, double beta) {
    return x * sigmoid(beta * x);
  }

  double swishDerivative(double x, double beta) {
    double z = beta * x;
    double s = sigmoid(z);
    return s * (1 + z * (1 - s));
  }

  double geluDerivative(double x, double distribution) {
    return distribution + x * exp.applyAsDouble(-0.5 * x * x) * DENSITY;
  }

  private double innerTanh(double x) {
    return tanh.applyAsDouble(SCALE * (x + CUBIC * x * x * x));
  }

  double geluTanh(double x) {
    return 0.5 * x * (1 + innerTanh(x));
  }

  double geluTanhDerivative(double x) {
    double t = innerTanh(x);
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * SCALE * (1 + 3 * CUBIC * x * x);
  }

  double[] softmax(double[] x) {
    double max = ExactSoftmax.max(x);
    double[] e = Arrays.stream(x).map(v -> exp.applyAsDouble(v - max)).toArray();
    double sum = plainSum(e);
    return Arrays.stream(e).map(v -> v / sum).toArray();
  }

  double[] logSoftmax(double[] x) {
    double max = ExactSoftmax.max(x);
    double shift = max + log.applyAsDouble(plainSum(Arrays.stream(x).map(v -> exp.applyAsDouble(v - max)).toArray()));
    return Arrays.stream(x).map(v -> v - shift).toArray();
  }

  double[] softmaxBackward(double[] x, double[] g) {
    double[] s = softmax(x);
    double dot = 0;
    for (int i = 0; i < s.length; i++) {
      dot += g[i] * s[i];
    }
    for (int i = 0; i < s.length; i++) {
      s[i] *= g[i] - dot;
    }
    return s;
  }

  double[] logSoftmaxBackward(double[] x, double[] g) {
    double[] s = softmax(x);
    double sum = plainSum(g);
    for (int i = 0; i < s.length; i++) {
      s[i] = g[i] - s[i] * sum;
    }
    return s;
  }

  /** One term after the other; a stream's sum is compensated. */
  private static double plainSum(double[] terms) {
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }
}
