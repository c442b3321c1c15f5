package dev.activations;
import java.util.function.DoubleUnaryOperator;
public non-sealed interface PointwiseActivation extends Activation, DoubleUnaryOperator {
  double value(double x);
  double derivative(double x);
  @Override default double applyAsDouble(double x) { return value(x); }
}
