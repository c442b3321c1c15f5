package dev.activations.examples;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes {@link LabResults} as tables separated by tabs, for other tools. */
final class LabFiles {

  private LabFiles() {}

  static void write(LabResults results, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Writer out = Files.newBufferedWriter(folder.resolve("layers.tsv"))) {
      layers(results, out);
    }
    try (Writer out = Files.newBufferedWriter(folder.resolve("training.tsv"))) {
      training(results, out);
    }
  }

  /** A row for each layer of each network; three columns for each measure. */
  private static void layers(LabResults results, Writer out) throws IOException {
    out.write("activation\tinitializer\tconnection\tdepth\tlayer");
    for (LabMeasure measure : LabMeasure.values()) {
      String name = measure.label();
      out.write("\t" + name + "\t" + name + "_least\t" + name + "_greatest");
    }
    out.write("\n");
    for (LabSetup setup : results.setups()) {
      for (int layer = 1; layer <= setup.depth(); layer++) {
        out.write(setup.activation() + "\t" + setup.initializer().label() + "\t" + setup.connection().label() + "\t"
            + setup.depth() + "\t" + layer);
        for (LabMeasure measure : LabMeasure.values()) {
          LabSpread spread = results.at(setup, measure, layer);
          out.write(String.format(
              Locale.ROOT, "\t%.6e\t%.6e\t%.6e", spread.median(), spread.least(), spread.greatest()));
        }
        out.write("\n");
      }
    }
  }

  /** A row for each step of each training run. */
  private static void training(LabResults results, Writer out) throws IOException {
    out.write("network\tcure\tseed\tstep\tloss\tgradient_norm\n");
    for (LabRun run : results.runs()) {
      for (int step = 0; step < run.losses().length; step++) {
        out.write(String.format(Locale.ROOT, "%s\t%s\t%d\t%d\t%.6e\t%.6e%n", run.network().label(),
            run.cure().label(), run.seed(), step + 1, run.losses()[step], run.norms()[step]));
      }
    }
  }
}
