package dev.activations.examples.guide;

import dev.activations.Activations;
import dev.activations.GatedActivation;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Activations of one's own: from two functions, and as a class. */
public final class OwnActivation {

  private OwnActivation() {}

  public static void main(String[] args) throws IOException, ClassNotFoundException {
    // @start region="of"
    PointwiseActivation softsign = PointwiseActivation.of(
        "softsign", x -> x / (1 + Math.abs(x)), x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))));
    System.out.println(Arrays.toString(softsign.forward(new double[] {-3, 0, 1})));

    GatedActivation gated = Activations.gated(softsign);            // softsign(gate) ⊗ value
    System.out.println(gated + ", " + gated.apply(1, 8));
    System.out.printf(Locale.ROOT, "gain %.6f%n", Initializers.gain(softsign));
    // @end

    // @start region="check"
    for (PointwiseActivation a : new PointwiseActivation[] {softsign, new Elu(1.5)}) {
      double worst = 0;
      for (double x = -4; x <= 4; x += 0.125) {
        double h = 0x1p-10;
        double slope = (8 * (a.value(x + h) - a.value(x - h)) - (a.value(x + 2 * h) - a.value(x - 2 * h))) / (12 * h);
        if (x != 0) {                                               // elu(1.5) has a kink there
          worst = Math.max(worst, Math.abs(slope - a.derivative(x)));
        }
      }
      System.out.println(a.name() + (worst < 1e-9 ? ": the derivative fits" : ": the derivative is wrong by " + worst));
    }
    // @end

    // @start region="serialise"
    PointwiseActivation cube = PointwiseActivation.of("cube",
        (DoubleUnaryOperator & Serializable) x -> x * x * x, (DoubleUnaryOperator & Serializable) x -> 3 * x * x);
    for (PointwiseActivation a : new PointwiseActivation[] {Activations.swish(1.5), new Elu(1.5), softsign, cube}) {
      try {
        System.out.println(a.name() + (copy(a).equals(a) ? ": an equal copy" : ": a copy, not equal"));
      } catch (NotSerializableException e) {
        System.out.println(a.name() + ": not serialisable");
      }
    }
    // @end
  }

  private static PointwiseActivation copy(PointwiseActivation original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (PointwiseActivation) in.readObject();
    }
  }
}
