package dev.activations.examples.guide;

import dev.activations.PointwiseActivation;

// @start region="elu"
/** ELU: x for x > 0, alpha (e^x - 1) otherwise. D.-A. Clevert and others, 2015. */
public record Elu(double alpha) implements PointwiseActivation {

  @Override
  public String name() {
    return "elu(" + alpha + ")";
  }

  @Override
  public double value(double x) {
    return x > 0 ? x : alpha * StrictMath.expm1(x);      // NaN takes the second branch and stays NaN
  }

  @Override
  public double derivative(double x) {
    return x > 0 ? 1 : alpha * StrictMath.exp(x);
  }
}
// @end
