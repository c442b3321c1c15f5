package dev.activations.docs.gradients;

import dev.activations.docs.Picture;
import dev.activations.examples.GradientLab;
import dev.activations.examples.LabConnection;
import dev.activations.examples.LabPlan;
import dev.activations.examples.LabResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the gradient lab, draws what it found, and writes {@code gradients.md}. */
public final class Gradients {

  private Gradients() {}

  /** Takes the docs folder; then {@code --quick} for a fast look, which writes no page. */
  public static void main(String[] args) throws IOException {
    Path docs = Path.of(args[0]).toRealPath();
    boolean quick = args.length > 1 && args[1].equals("--quick");
    LabResults results = GradientLab.measure(quick ? LabPlan.quick(1) : LabPlan.full(1));
    Path pictures = quick ? docs.resolve("maker/target/gradients-quick") : docs.resolve("pictures");
    Map<String, Picture> drawn = new LinkedHashMap<>();
    drawn.put("plain", HeatPictures.gradients(results, LabConnection.PLAIN));
    drawn.put("residual", HeatPictures.gradients(results, LabConnection.RESIDUAL));
    drawn.putAll(new LayerPictures(results).all());
    drawn.putAll(TrainingPictures.cures(results));
    for (Map.Entry<String, Picture> entry : drawn.entrySet()) {
      entry.getValue().svg(pictures.resolve("gradients-" + entry.getKey() + ".svg"));
    }
    if (!quick) {
      Page.write(docs, results);
    }
    System.out.println(drawn.size() + " pictures in " + pictures + (quick ? "" : ", and gradients.md beside them"));
  }
}
