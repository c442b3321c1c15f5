package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Activations and initialisers are equal exactly where their names are, and their hash codes tell them apart. */
class EqualityTest {

  private static final List<String> INITIALIZERS = List.of(
      "random", "random(0.1)", "uniform(0,1)", "uniform(-1,1)", "normal(0,1)", "xavier_uniform", "xavier_normal", "he_uniform", "he_normal",
      "lecun_uniform", "lecun_normal", "orthogonal", "truncated_normal(0,1,-2,2)");

  @Test
  void activations() {
    List<Activation> all = Cases.all().distinct().toList();
    for (Activation a : all) {
      for (Activation b : all) {
        assertThat(a.equals(b)).as("%s, %s", a, b).isEqualTo(a.name().equals(b.name()));
      }
      assertThat(a).isNotEqualTo(null).isNotEqualTo(a.name());
      Activation again = Activations.byName(a.name());
      assertThat(again).isEqualTo(a).hasSameHashCodeAs(a).hasToString(a.toString());
    }
    assertThat(hashes(all.stream())).hasSameSizeAs(all);
  }

  @Test
  void initializers() {
    for (String a : INITIALIZERS) {
      for (String b : INITIALIZERS) {
        assertThat(Initializers.byName(a).equals(Initializers.byName(b))).as("%s, %s", a, b).isEqualTo(a.equals(b));
      }
      assertThat(Initializers.byName(a)).hasSameHashCodeAs(Initializers.byName(a)).isNotEqualTo(null).isNotEqualTo(a);
    }
    assertThat(hashes(INITIALIZERS.stream().map(Initializers::byName))).hasSameSizeAs(INITIALIZERS);
  }

  /** The hash code is made of the name's and of the two functions' identities; some of a hundred functions differ. */
  @Test
  void ownActivations() {
    Set<Integer> byFunction = new HashSet<>();
    Set<Integer> byDerivative = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      double factor = i;
      byFunction.add(PointwiseActivation.of("own", x -> factor * x, Math::signum).hashCode());
      byDerivative.add(PointwiseActivation.of("own", Math::abs, x -> factor).hashCode());
    }
    assertThat(byFunction).hasSizeGreaterThan(50);
    assertThat(byDerivative).hasSizeGreaterThan(50);
  }

  private static Set<Integer> hashes(Stream<?> objects) {
    return objects.map(Object::hashCode).collect(Collectors.toSet());
  }
}
