package dev.activations.docs.gradients;

import dev.activations.PointwiseActivation;
import dev.activations.docs.HeatMaps;
import dev.activations.docs.Picture;
import dev.activations.examples.GradientLab;
import dev.activations.examples.LabConnection;
import dev.activations.examples.LabInitializer;
import dev.activations.examples.LabMeasure;
import dev.activations.examples.LabResults;
import dev.activations.examples.LabSetup;
import java.util.List;
import org.jfree.chart.JFreeChart;

/** The gradient that reaches layer 1, by activation and initialiser. */
final class HeatPictures {

  /** Colours end at 1e-8 and 1e8. */
  private static final int END = 8;

  private HeatPictures() {}

  static Picture gradients(LabResults results, LabConnection connection) {
    int deepest = results.plan().deepest();
    return new Picture("The gradient that reaches layer 1, " + connection.label() + " networks",
        "Heat maps of the gradient at layer 1 divided by that at the last layer, for each activation and initialiser,"
            + " in " + connection.label() + " networks of 10 and " + deepest
            + " layers. Dark cells vanish, light ones explode.",
        540, 300, 1, List.of(chart(results, connection, 10), chart(results, connection, deepest)));
  }

  private static JFreeChart chart(LabResults results, LabConnection connection, int depth) {
    List<PointwiseActivation> activations = Lab.activations();
    List<LabInitializer> initializers = GradientLab.INITIALIZERS;
    double[][] logs = new double[activations.size()][initializers.size()];
    String[][] labels = new String[activations.size()][initializers.size()];
    for (int row = 0; row < activations.size(); row++) {
      for (int column = 0; column < initializers.size(); column++) {
        LabSetup setup = new LabSetup(activations.get(row), initializers.get(column), connection, depth);
        double ratio = results.at(setup, LabMeasure.GRADIENT, 1).median();
        logs[row][column] = Math.log10(ratio);
        labels[row][column] = Numbers.brief(ratio);
      }
    }
    return HeatMaps.of(connection.label() + ", " + depth + " layers", null, null,
        initializers.stream().map(LabInitializer::label).toArray(String[]::new),
        activations.stream().map(PointwiseActivation::name).toArray(String[]::new), logs, labels, -END, END, null,
        HeatMaps.powersOfTen());
  }
}
