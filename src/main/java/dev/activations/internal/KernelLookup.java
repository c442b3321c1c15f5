package dev.activations.internal;

import dev.activations.internal.portable.PortableKernels;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Optional;

/**
 * Chooses the kernels, once, when the first activation is used. The only class here that uses reflection: it must be able
 * to ask for the vector kernels where their module does not exist.
 */
public final class KernelLookup {

  /** The system property that forces a choice: {@code auto} (default), {@code portable} or {@code vector}. */
  public static final String PROPERTY = "dev.activations.backend";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNELS = "dev.activations.internal.vector.VectorKernels";

  /** What was chosen. {@code kernels} is null where a forced backend cannot run; {@code reason} then says why. */
  private static final class Choice {
    final Kernels kernels;
    final String name;
    final String reason;

    Choice(Kernels kernels, String name, String reason) {
      this.kernels = kernels;
      this.name = name;
      this.reason = reason;
    }
  }

  private static final Choice CHOICE = choose(System.getProperty(PROPERTY, "auto"));

  private KernelLookup() {}

  /** Returns the kernels, or throws {@link IllegalStateException} where the forced backend cannot run. */
  public static Kernels kernels() {
    if (CHOICE.kernels == null) {
      throw new IllegalStateException(CHOICE.reason);
    }
    return CHOICE.kernels;
  }

  public static String name() {
    return CHOICE.name;
  }

  public static String reason() {
    return CHOICE.reason;
  }

  private static Choice choose(String wanted) {
    return switch (wanted) {
      case "portable" -> portable("forced by -D" + PROPERTY + "=portable");
      case "vector" -> {
        Object vector = vectorOrWhyNot();
        yield vector instanceof Kernels kernels
            ? new Choice(kernels, "vector", withFma("forced by -D" + PROPERTY + "=vector, " + kernels.vectorBits() + " bits"))
            : new Choice(null, "vector", "-D" + PROPERTY + "=vector, but " + vector);
      }
      case "auto" -> {
        Object vector = vectorOrWhyNot();
        yield vector instanceof Kernels kernels
            ? new Choice(kernels, "vector", withFma("the Vector API is there, " + kernels.vectorBits() + " bits"))
            : portable((String) vector);
      }
      default -> new Choice(null, wanted, "-D" + PROPERTY + "=" + wanted + ", but it must be auto, portable or vector");
    };
  }

  private static Choice portable(String reason) {
    return new Choice(new PortableKernels(), "portable", withFma(reason));
  }

  /** Returns the vector kernels, or a sentence that says why they cannot run. */
  private static Object vectorOrWhyNot() {
    if (!vectorModule().isPresent()) {
      return "module " + VECTOR_MODULE + " is not there (add it with --add-modules " + VECTOR_MODULE + ")";
    }
    String compiler = whyNotCompiled();
    if (compiler != null) {
      return compiler;
    }
    try {
      // A named module must be told that it reads the incubator; on the class path everything does.
      KernelLookup.class.getModule().addReads(vectorModule().get());
      Kernels kernels = Class.forName(VECTOR_KERNELS).asSubclass(Kernels.class).getDeclaredConstructor().newInstance();
      return kernels.vectorBits() >= 128
          ? kernels
          : "this machine's vectors have " + kernels.vectorBits() + " bits, fewer than 128";
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof UnsupportedOperationException || e.getCause() instanceof LinkageError) {
        return "the vector kernels did not start: " + e.getCause();
      }
      throw new IllegalStateException("the vector kernels failed to start", e.getCause());
    } catch (LinkageError | UnsupportedOperationException e) {
      return "the vector kernels did not start: " + e;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this jar has no usable " + VECTOR_KERNELS, e);
    }
  }

  private static Optional<Module> vectorModule() {
    ModuleLayer own = KernelLookup.class.getModule().getLayer();
    Optional<Module> found = own == null ? Optional.empty() : own.findModule(VECTOR_MODULE);
    return found.isPresent() ? found : ModuleLayer.boot().findModule(VECTOR_MODULE);
  }

  /** Without HotSpot's C2 a vector operation is a slow object; returns what is missing, or null. */
  private static String whyNotCompiled() {
    String vm = System.getProperty("java.vm.name", "");
    String info = System.getProperty("java.vm.info", "").toLowerCase(Locale.ROOT);
    if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
      return "this is a native image";
    }
    if (!vm.contains("HotSpot") && !vm.contains("OpenJDK")) {
      return "the virtual machine is " + vm + ", not HotSpot";
    }
    if (vm.contains("Client") || info.contains("emulated-client")) {
      return "the virtual machine runs without its optimising compiler (C1 only)";
    }
    if (info.contains("interpreted")) {
      return "the virtual machine only interprets";
    }
    if (info.contains("jvmci") || System.getProperty("java.vm.version", "").contains("jvmci")) {
      return "the optimising compiler is not C2";
    }
    return null;
  }

  /** Adds a warning where {@code Math.fma} is emulated, which is right but takes about a microsecond. */
  private static String withFma(String reason) {
    return Fma.isFast() ? reason : reason + "; Math.fma is emulated here: right, but slow";
  }
}
