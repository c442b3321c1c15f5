package dev.activations.accuracy;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which activations {@link AccuracyTest} measures, by what they are and not by what a report calls them. */
public final class AccuracyCoverage {

  private AccuracyCoverage() {}

  /** Names of the activations whose values have references and a limit. */
  public static Set<String> values() {
    return measured(Set.of("value"));
  }

  /** Names of the activations whose derivatives, or gradients, have references and a limit. */
  public static Set<String> derivatives() {
    return measured(Set.of("derivative", "backward"));
  }

  private static Set<String> measured(Set<String> sides) {
    Set<String> tasks = AccuracyTask.all().stream()
        .filter(task -> sides.contains(task.side())).map(AccuracyTask::name).collect(Collectors.toSet());
    Set<String> names = new TreeSet<>();
    for (FunctionCase function : FunctionCase.all()) {
      if (tasks.contains(function.name())) {
        names.add(function.activation().name());
      }
    }
    for (SoftmaxCase function : SoftmaxCase.all()) {
      if (tasks.contains(function.name())) {
        names.add(function.activation().name());
      }
    }
    return names;
  }
}
