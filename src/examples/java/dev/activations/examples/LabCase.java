package dev.activations.examples;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.PointwiseActivation;

/** A network whose gradients explode because its weights start too large; {@link LabTraining} trains it. */
public enum LabCase {

  /**
   * Weights 2.25 times the gain-scaled ones, tanh, cross-entropy. Outputs and loss stay bounded: the run isn't lost to
   * infinity, it learns nothing.
   */
  BOUNDED("tanh, cross-entropy", Activations.TANH, 2.25, Activations.LOG_SOFTMAX) {
    @Override
    double loss(double[] logP, int[] labels, double[] gradient) {
      double loss = 0;
      for (int row = 0; row < labels.length; row++) {
        int right = row * Digits.CLASSES + labels[row];
        loss -= logP[right] / labels.length;
        gradient[right] = -1.0 / labels.length;
      }
      return loss;
    }
  },

  /** Weights 1.2 times the gain-scaled ones, leaky ReLU, squared error: each step's error makes the next one larger. */
  UNBOUNDED("leaky_relu, squared error", Activations.LEAKY_RELU, 1.2, Activations.leakyRelu(1)) {
    @Override
    double loss(double[] y, int[] labels, double[] gradient) {
      double loss = 0;
      for (int i = 0; i < y.length; i++) {
        double error = y[i] - (labels[i / Digits.CLASSES] == i % Digits.CLASSES ? 1 : 0);
        loss += error * error / (2 * labels.length);
        gradient[i] = error / labels.length;
      }
      return loss;
    }
  };

  private final String label;
  private final PointwiseActivation hidden;
  private final double scale;
  private final Activation output;

  LabCase(String label, PointwiseActivation hidden, double scale, Activation output) {
    this.label = label;
    this.hidden = hidden;
    this.scale = scale;
    this.output = output;
  }

  /** How tables and pictures call it. */
  public String label() {
    return label;
  }

  /** The activation of the hidden layers. */
  public PointwiseActivation hidden() {
    return hidden;
  }

  /** The factor on gain-scaled weights. */
  public double scale() {
    return scale;
  }

  Activation output() {
    return output;
  }

  /** Returns the mean loss of a batch, and writes its gradient by the outputs, which is 0 at first. */
  abstract double loss(double[] outputs, int[] labels, double[] gradient);
}
