package dev.activations.examples;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@link GradientLab} found. */
public final class LabResults {

  private final LabPlan plan;
  private final Map<LabSetup, Map<LabMeasure, LabSpread[]>> layers = new LinkedHashMap<>();
  private final List<LabRun> runs;

  /** Takes the trials of each set-up, one a seed. */
  LabResults(LabPlan plan, Map<LabSetup, List<Map<LabMeasure, double[]>>> trials, List<LabRun> runs) {
    this.plan = plan;
    this.runs = List.copyOf(runs);
    trials.forEach((setup, seeds) -> layers.put(setup, spreads(setup.depth(), seeds)));
  }

  private static Map<LabMeasure, LabSpread[]> spreads(int depth, List<Map<LabMeasure, double[]>> seeds) {
    Map<LabMeasure, LabSpread[]> spreads = new EnumMap<>(LabMeasure.class);
    for (LabMeasure measure : LabMeasure.values()) {
      LabSpread[] byLayer = new LabSpread[depth];
      for (int l = 0; l < depth; l++) {
        int layer = l;
        byLayer[l] = LabSpread.of(seeds.stream().mapToDouble(trial -> trial.get(measure)[layer]).toArray());
      }
      spreads.put(measure, byLayer);
    }
    return spreads;
  }

  /** What was gone through. */
  public LabPlan plan() {
    return plan;
  }

  /** Every network, in the order in which they were measured. */
  public Collection<LabSetup> setups() {
    return Collections.unmodifiableSet(layers.keySet());
  }

  /**
   * Returns the spread of a measure over the seeds.
   *
   * @param layer from 1 to the depth
   */
  public LabSpread at(LabSetup setup, LabMeasure measure, int layer) {
    return layers.get(setup).get(measure)[layer - 1];
  }

  /** The training runs of a case with a cure, one a seed. */
  public List<LabRun> runs(LabCase network, LabCure cure) {
    return runs.stream().filter(run -> run.network() == network && run.cure() == cure).collect(Collectors.toList());
  }

  /** All training runs. */
  public List<LabRun> runs() {
    return runs;
  }
}
