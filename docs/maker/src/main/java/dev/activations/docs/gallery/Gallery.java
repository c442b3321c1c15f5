package dev.activations.docs.gallery;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.GatedActivation;
import dev.activations.PointwiseActivation;
import dev.activations.Softmax;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Draws every registered activation from the library, and writes the two pages. It fails for an activation without
 * words, or without a statement on its tail, so none can be forgotten.
 */
public final class Gallery {

  private static final double[] BETAS = {0, 0.5, 1, 2, 10};
  private static final double[] SLOPES = {-0.1, 0.01, 0.1, 0.2, 0.5};

  private final Facts facts;
  private final List<Entry> pointwise = new ArrayList<>();
  private final List<Entry> softmax = new ArrayList<>();
  private final List<Entry> gated = new ArrayList<>();
  private final List<Glance> glances = new ArrayList<>();

  private Gallery(Facts facts) {
    this.facts = facts;
  }

  /** Takes the docs folder. */
  public static void main(String[] args) throws IOException {
    Path docs = Path.of(args[0]).toRealPath();
    Optional<Costs> costs = Costs.read(docs.resolve("maker").resolve("cost.csv"));
    Gallery gallery = new Gallery(new Facts(Accuracy.read(docs.resolve("accuracy.md")), costs));
    Activations.names().forEach(gallery::add);
    gallery.addSwish();
    gallery.pointwise.sort(Comparator.comparing(Entry::id));
    int pictures = gallery.draw(docs);
    Pages.write(docs, gallery.model(costs, Documents.in(docs)));
    System.out.println(pictures + " pictures in docs/pictures, and docs/gallery.md and docs/index.html");
    if (costs.isEmpty()) {
      System.out.println("The pages say nothing of cost: there is no docs/maker/cost.csv");
    }
  }

  private void add(String name) {
    Activation a = Activations.byName(name);
    if (a instanceof PointwiseActivation found) {
      pointwise.add(new Entry(name, name, constant(name), Texts.of(name), facts.of(found), drawings(found)));
      glances.add(facts.glance(found));
    } else if (a instanceof Softmax found) {
      softmax.add(found.isLog() ? softmax.size() : 0, new Entry(name, name, constant(name), Texts.of(name),
          facts.of(found), SoftmaxPictures.of(found, facts.valueUlp(name))));
    } else if (a instanceof GatedActivation found) {
      gated.add(new Entry(name, name, constant(name), Texts.of(name), facts.of(found), GatedPictures.of(found)));
    }
  }

  private List<Drawing> drawings(PointwiseActivation a) {
    List<Drawing> drawings = new ArrayList<>();
    drawings.add(PointwisePictures.valueAndDerivative(a));
    Tail.of(a.name()).ifPresent(tail -> drawings.addAll(TailPictures.of(a.name(), tail,
        tail.quantity().equals("value") ? facts.valueUlp(a.name()) : facts.derivativeUlp(a.name()))));
    if (a.equals(Activations.GELU_TANH)) {
      drawings.add(PointwisePictures.geluDifference());
    }
    if (a.equals(Activations.LEAKY_RELU)) {
      drawings.addAll(PointwisePictures.family(
          "leaky_relu-slopes", "leaky_relu(slope)", "slope", SLOPES, Activations::leakyRelu));
    }
    return drawings;
  }

  /** The one family that has no constant of its own name. */
  private void addSwish() {
    List<Drawing> drawings = PointwisePictures.family("swish", "swish(β)", "β", BETAS, Activations::swish);
    List<Fact> found = facts.ofFamily("swish", "β", BETAS, Activations::swish);
    pointwise.add(new Entry("swish", "swish(β)", "Activations.swish(1.5)", Texts.of("swish"), found, drawings));
  }

  private int draw(Path docs) {
    int count = 0;
    for (List<Entry> group : List.of(pointwise, softmax, gated)) {
      for (Entry entry : group) {
        entry.drawings().forEach(drawing -> drawing.write(docs));
        count += entry.drawings().size();
      }
    }
    return count;
  }

  private Map<String, Object> model(Optional<Costs> costs, List<Documents> documents) {
    Map<String, Object> model = new HashMap<>();
    model.put("pointwise", pointwise);
    model.put("softmax", softmax);
    model.put("gated", gated);
    model.put("glances", glances);
    model.put("documents", documents);
    model.put("measured", costs.isPresent());
    model.put("costNote", costs.map(Costs::note).orElse(""));
    return model;
  }

  /** The constant that has this name, so that the page never names one that isn't there. */
  private static String constant(String name) {
    String field = name.toUpperCase(Locale.ROOT);
    try {
      if (Activations.byName(name).equals(Activations.class.getField(field).get(null))) {
        return "Activations." + field;
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Activations has no constant " + field, e);
    }
    throw new IllegalStateException("Activations." + field + " is not " + name);
  }
}
