package dev.activations;

import java.util.function.DoubleUnaryOperator;

/**
 * What {@link PointwiseActivation#of} returns.
 *
 * @param name not a built-in activation's
 * @param f the function; must be serialisable to be written
 * @param df its derivative; must be serialisable to be written
 */
record CustomActivation(String name, DoubleUnaryOperator f, DoubleUnaryOperator df) implements PointwiseActivation {

  /** Checks here, because a serial form is read through this constructor too. */
  CustomActivation {
    Checks.notNull(name, "name");
    Checks.notNull(f, "f");
    Checks.notNull(df, "df");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    if (Names.isBuiltIn(name)) {
      throw new IllegalArgumentException("name '" + name + "' belongs to a built-in activation");
    }
  }

  @Override
  public double value(double x) {
    return f.applyAsDouble(x);
  }

  @Override
  public double derivative(double x) {
    return df.applyAsDouble(x);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CustomActivation that && name.equals(that.name) && f == that.f && df == that.df;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + System.identityHashCode(f)) + System.identityHashCode(df);
  }

  @Override
  public String toString() {
    return name;
  }
}
