package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.net.URL;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the module shows to others and what it needs: one package, and nothing that must be there. */
class ModuleTest {

  /** The descriptor beside the classes; on the module path the one that the JVM runs with must agree. */
  private static ModuleDescriptor descriptor() throws IOException {
    URL classes = Activations.class.getProtectionDomain().getCodeSource().getLocation();
    URL file = new URL(classes.getPath().endsWith("/") ? classes + "module-info.class"
        : "jar:" + classes + "!/module-info.class");
    try (InputStream in = file.openStream()) {
      return ModuleDescriptor.read(in);
    }
  }

  @Test
  void theRunningModuleIsTheOneOnDisk() throws IOException {
    Module module = Activations.class.getModule();
    ModuleDescriptor written = descriptor();
    assertThat(written.name()).isEqualTo("dev.activations");
    if (module.isNamed()) {
      ModuleDescriptor running = module.getDescriptor();
      assertThat(running.name()).isEqualTo(written.name());
      assertThat(running.exports()).isEqualTo(written.exports());
      assertThat(running.requires()).isEqualTo(written.requires());
      assertThat(running.opens()).isEqualTo(written.opens());
    }
  }

  @Test
  void onePackageIsExportedToAll() throws IOException {
    ModuleDescriptor descriptor = descriptor();
    assertThat(descriptor.exports().stream().map(Exports::source)).containsExactly("dev.activations");
    assertThat(descriptor.exports()).noneMatch(Exports::isQualified);
    for (Class<?> internal : new Class<?>[] {
      dev.activations.internal.KernelLookup.class, dev.activations.internal.portable.PortableKernels.class,
      dev.activations.internal.scalar.Exp.class, dev.activations.internal.random.Uniform.class
    }) {
      assertThat(descriptor.exports().stream().map(Exports::source)).doesNotContain(internal.getPackageName());
    }
  }

  @Test
  void onlyJavaBaseMustBeThere() throws IOException {
    Map<String, Set<Requires.Modifier>> requires = descriptor().requires().stream()
        .collect(Collectors.toMap(Requires::name, Requires::modifiers));
    assertThat(requires).containsOnlyKeys("java.base", "jdk.incubator.vector");
    assertThat(requires.get("java.base")).doesNotContain(Requires.Modifier.STATIC);
    assertThat(requires.get("jdk.incubator.vector")).containsExactly(Requires.Modifier.STATIC);
  }

  @Test
  void nothingIsOpenAndNoServices() throws IOException {
    ModuleDescriptor descriptor = descriptor();
    assertThat(descriptor.isOpen()).isFalse();
    assertThat(descriptor.isAutomatic()).isFalse();
    assertThat(descriptor.opens()).isEmpty();
    assertThat(descriptor.uses()).isEmpty();
    assertThat(descriptor.provides()).isEmpty();
  }
}
