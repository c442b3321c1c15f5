package dev.activations.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every link and every picture of the documentation leads somewhere. */
class LinksTest {

  @TempDir
  Path folder;

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<Path> pages = Project.pages();
    assertThat(pages).hasSizeGreaterThan(5);
    List<String> broken = new ArrayList<>();
    for (Path page : pages) {
      broken.addAll(Links.broken(Project.ROOT, page));
    }
    assertThat(broken).isEmpty();
  }

  /** The page may be published with its folder alone, so it must not need what lies outside. */
  @Test
  void theGalleryStaysInItsFolder() throws IOException {
    assertThat(Links.broken(Project.DOCS, Project.DOCS.resolve("index.html"))).isEmpty();
  }

  @Test
  void theGalleryLoadsNothingFromElsewhere() throws IOException {
    assertThat(Project.read(Project.DOCS.resolve("index.html")))
        .doesNotContain("<script", "<link", "@import", "src=\"http");
  }

  /** Else GitHub Pages makes HTML of the Markdown pages, and links to them lead nowhere. */
  @Test
  void theGalleryIsServedAsItIs() {
    assertThat(Project.DOCS.resolve(".nojekyll")).exists();
  }

  @Test
  void brokenLinksOfMarkdownAreFound() throws IOException {
    write("other.md", "# One and the same\n\n## `a_b(c)`: d, e\n\n# One and the same\n");
    assertThat(broken("page.md", """
        # Page
        [good](other.md) [good](other.md#one-and-the-same) [good](other.md#one-and-the-same-1) [good](other.md#a_bc-d-e)
        [good](#page) ![bad](none.png) [bad](other.md#two) [bad](#nowhere)
        [bad](../outside.md) [bad](http://example.com)
        <img src="none.svg" alt=""> <https://example.com> [good](https://example.com "title")
        [reference]: none.md
        `[code](code.md)`
        ```
        [code](code.md)
        ```
        """)).containsExactlyInAnyOrder(
        "page.md: none.png: no such file", "page.md: other.md#two: no such anchor", "page.md: #nowhere: no such anchor",
        "page.md: ../outside.md: leads outside", "page.md: http://example.com: only relative links and https",
        "page.md: none.svg: no such file", "page.md: none.md: no such file");
  }

  @Test
  void brokenLinksOfHtmlAreFound() throws IOException {
    assertThat(broken("page.html", """
        <p id="here"><a href="#here">good</a> <a href="#there">bad</a> <img alt="" src="none.svg"> <a href="">bad</a>
        <!-- <a href="comment.md">comment</a> --></p>
        """)).containsExactlyInAnyOrder(
        "page.html: #there: no such anchor", "page.html: none.svg: no such file", "page.html: : empty");
  }

  private List<String> broken(String name, String text) throws IOException {
    return Links.broken(folder, write(name, text));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
