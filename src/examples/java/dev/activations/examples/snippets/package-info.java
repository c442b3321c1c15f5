/** The pieces of code that the Javadoc shows, so that they are compiled and run with the tests. */
package dev.activations.examples.snippets;
