package dev.activations.examples.snippets;

import dev.activations.Activations;
import dev.activations.PointwiseActivation;
import java.util.stream.DoubleStream;

final class PointwiseActivationSnippets {

  private PointwiseActivationSnippets() {}

  static double[][] training(double[] x) {
    double[] y = new double[x.length];
    double[] d = new double[x.length];
    // @start region="training" :
    Activations.SILU.valueAndDerivative(x, y, d);        // one pass; later dx[i] = dy[i] * d[i]

    double sum = DoubleStream.of(x).map(Activations.TANH).sum();
    // @end
    return new double[][] {y, d, {sum}};
  }

  static PointwiseActivation softsign() {
    // @start region="custom" :
    PointwiseActivation softsign = PointwiseActivation.of(
        "softsign", x -> x / (1 + Math.abs(x)), x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))));
    // @end
    return softsign;
  }
}
