package dev.activations.examples;

import java.util.ArrayList;
import java.util.List;

/**
 * {@link DenseLayer}s one after another, plain or with residual connections.
 *
 * <p>A plain layer turns h into {@code a(hW + b)}, one with a residual connection into {@code h + c·a(hW + b)}; the
 * latter only where as many numbers come out as went in. After {@link #forward} and {@link #backward} every layer's
 * output and the gradient that arrived there can be looked at.
 */
final class DeepNetwork {

  private final List<DenseLayer> layers = new ArrayList<>();
  private final boolean residual;
  private final double branch;
  private final List<Boolean> connected = new ArrayList<>();
  private final List<double[]> outputs = new ArrayList<>();
  private final List<double[]> gradients = new ArrayList<>();

  private DeepNetwork(boolean residual, double branch) {
    this.residual = residual;
    this.branch = branch;
  }

  /** Makes a network without layers and without residual connections. */
  static DeepNetwork plain() {
    return new DeepNetwork(false, 1);
  }

  /** Makes a network without layers; those to come have residual connections, with {@code branch} as c. */
  static DeepNetwork residual(double branch) {
    return new DeepNetwork(true, branch);
  }

  /** Adds a layer at the end. */
  void add(DenseLayer layer) {
    layers.add(layer);
  }

  /** Returns the output of the last layer. */
  double[] forward(double[] x, int rows) {
    outputs.clear();
    connected.clear();
    double[] h = x;
    for (DenseLayer layer : layers) {
      double[] y = layer.forward(h, rows);
      connected.add(residual && y.length == h.length);
      h = connected.get(connected.size() - 1) ? sum(h, scaled(y)) : y;
      outputs.add(h);
    }
    return h;
  }

  /** Takes the gradient of the last layer's output through all layers, and returns that of the network's input. */
  double[] backward(double[] dy) {
    gradients.clear();
    double[] dh = dy;
    for (int l = layers.size() - 1; l >= 0; l--) {
      gradients.add(0, dh);
      if (connected.get(l)) {
        dh = sum(dh, layers.get(l).backward(scaled(dh)));
      } else {
        dh = layers.get(l).backward(dh);
      }
    }
    return dh;
  }

  private double[] scaled(double[] y) {
    double[] scaled = y.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= branch;
    }
    return scaled;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
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
