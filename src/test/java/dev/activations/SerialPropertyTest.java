package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;

/** What was written is read back, whatever the parameter; what was forged is refused, or is what a factory makes. */
@Domain(Numbers.class)
class SerialPropertyTest {

  /** No forged length may ask for more. */
  private static final ObjectInputFilter SMALL = ObjectInputFilter.Config.createFilter("maxarray=10000;maxbytes=100000");

  private static byte[] write(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(SMALL);
      return in.readObject();
    }
  }

  @Provide
  Arbitrary<String> names() {
    return new NamePropertyTest().texts();
  }

  @Property(tries = 200, seed = "1")
  void activationsReadBack(@ForAll Activation a) throws IOException, ClassNotFoundException {
    Activation read = (Activation) read(write(a));
    assertThat(read).isEqualTo(a).hasSameHashCodeAs(a).hasToString(a.toString());
    double[] x = new Inputs(1).mixed(12);
    Bits.assertSame(a + ", read back", a.forward(x), read.forward(x));
  }

  @Property(tries = 300, seed = "2")
  void forgedNamesAreRefused(@ForAll("names") String name) throws IOException, ClassNotFoundException {
    byte[] forged = write(new SerialForm.Named(name));
    Object read;
    try {
      read = read(forged);
    } catch (InvalidObjectException e) {
      return;
    }
    assertThat(read).isEqualTo(Activations.byName(name));
  }

  /** A stream with some other bytes is refused, or gives an activation that the factories could have made. */
  @Property(tries = 600, seed = "3")
  void damagedStreamsAreRefused(@ForAll Activation a, @ForAll long seed) throws IOException {
    byte[] bytes = write(a);
    Inputs in = new Inputs(seed);
    for (int k = 0; k <= in.below(3); k++) {
      bytes[in.below(bytes.length)] = (byte) in.bits();
    }
    Object read;
    try {
      read = read(bytes);
    } catch (IOException | ClassNotFoundException | RuntimeException e) {
      return;
    } catch (LinkageError e) {
      // A class name that differs in case alone.
      return;
    }
    if (read instanceof Activation found) {
      assertThat(Activations.byName(found.name())).isEqualTo(found).hasSameClassAs(found);
      assertThat(found.forward(new double[] {1, 2})).isEqualTo(Activations.byName(found.name()).forward(new double[] {1, 2}));
    }
  }
}
