package consumer;

import dev.activations.Activations;
import dev.activations.Backend;
import dev.activations.PointwiseActivation;
import dev.activations.Softmax;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scores every row in a plain loop, one number at a time where that is possible, and writes the bits to a file. */
public final class SingleMachine {

  private SingleMachine() {}

  public static void main(String[] args) throws IOException {
    if (!Backend.active().name().equals("portable")) {
      throw new AssertionError("expected: the portable kernels, not " + Backend.active());
    }
    PointwiseActivation swish = Activations.swish(1.5);
    Softmax softmax = Activations.softmax(0.5);
    long numbers = 0;
    Path file = Path.of(args[0]);
    Files.createDirectories(file.getParent());
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (long id = 0; id < Inputs.ROWS; id++) {
        double[] x = Inputs.row(id);
        for (double each : x) {
          out.writeLong(Double.doubleToRawLongBits(swish.value(each)));
        }
        for (double p : softmax.forward(x)) {
          out.writeLong(Double.doubleToRawLongBits(p));
        }
        numbers += 2L * x.length;
      }
    }
    System.out.println("single machine: " + numbers + " numbers with the portable kernels");
  }
}
