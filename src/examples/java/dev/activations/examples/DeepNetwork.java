package dev.activations.examples;

import java.util.ArrayList;
import java.util.List;

/**
 * {@link DenseLayer}s one after another, plain or with residual connections.
 *
 * <p>A plain layer turns h into {@code a(hW + b)}, one with a residual connection into {@code h + a(hW + b)}; the latter
 * only where as many numbers come out as went in. After {@link #forward} and {@link #backward} every layer's output and
 * the gradient that arrived there can be looked at.
 */
final class DeepNetwork {

  private final List<DenseLayer> layers = new ArrayList<>();
  private final boolean residual;
  private final List<double[]> outputs = new ArrayList<>();
  private final List<double[]> gradients = new ArrayList<>();

  /** Makes a network without layers. */
  DeepNetwork(boolean residual) {
    this.residual = residual;
  }

  /** Adds a layer at the end. */
  void add(DenseLayer layer) {
    layers.add(layer);
  }

  /** Returns the output of the last layer. */
  double[] forward(double[] x, int rows) {
    outputs.clear();
    double[] h = x;
    for (DenseLayer layer : layers) {
      double[] y = layer.forward(h, rows);
      if (residual && y.length == h.length) {
        addTo(y, h);
      }
      outputs.add(y);
      h = y;
    }
    return h;
  }

  /** Takes the gradient of the last layer's output through all layers, and returns that of the network's input. */
  double[] backward(double[] dy) {
    gradients.clear();
    double[] dh = dy;
    for (int l = layers.size() - 1; l >= 0; l--) {
      gradients.add(0, dh);
      double[] dx = layers.get(l).backward(dh);
      if (residual && dx.length == dh.length) {
        addTo(dx, dh);
      }
      dh = dx;
    }
    return dh;
  }

  private static void addTo(double[] sum, double[] summand) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += summand[i];
    }
  }

  List<DenseLayer> layers() {
    return layers;
  }

  /** Each layer's output in the last forward pass, the residual connection's part included. */
  List<double[]> outputs() {
    return outputs;
  }

  /** The gradient of each layer's output in the last backward pass. */
  List<double[]> gradients() {
    return gradients;
  }
}
