package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.dirichlet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.vi.conjugate.ConjugateOptions;
import org.platen.inference.vi.conjugate.ConjugateRun;
import org.platen.inference.vi.conjugate.CoordinateAscent;

/**
 * Times passes of latent Dirichlet allocation over a corpus in the format of LDA-C, gzipped: for each document a line of its number of distinct words and
 * {@code word:count} pairs. Prints one JSON object.
 *
 * <p>Arguments: corpus, number of words in the vocabulary, topics, passes, threads.
 */
public final class TopicsBenchmark {

    private static final int WARM_UP = 10;

    private TopicsBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        int vocabulary = Integer.parseInt(arguments[1]);
        int topics = Integer.parseInt(arguments[2]);
        int passes = Integer.parseInt(arguments[3]);
        List<Integer> documents = new ArrayList<>();
        List<Integer> words = new ArrayList<>();
        int count = read(Path.of(arguments[0]), documents, words);
        Model model = Model.declare("topics", m -> {
            var topic = m.plate("topic", topics);
            var document = m.plate("document", count);
            var word = m.plate("word");
            var proportions = m.latent("proportions", document, dirichlet(topic, 1.0 / topics));
            var frequencies = m.latent("frequencies", topic, dirichlet(vocabulary, 1.0 / topics));
            var of = m.given("of", word, Covariate.index(document));
            var z = m.latent("z", word, categorical(proportions.at(of)));
            m.observed("w", word, categorical(frequencies.at(z)));
        });
        Data data = Data.of(model.get("of"), documents).and(model.get("w"), words);
        IterationTimes times = new IterationTimes(WARM_UP);
        ProcessorTime processor = new ProcessorTime(WARM_UP);
        ConjugateOptions options = ConjugateOptions.DEFAULT
                .withRestarts(1)
                .withTolerance(0)
                .withIterations(WARM_UP + passes)
                .withThreads(Integer.parseInt(arguments[4]))
                .withListener(progress -> {
                    times.on(progress);
                    processor.on(progress);
                });
        ConjugateRun run =
                CoordinateAscent.of(model, Binding.of(model, data), options).best();
        System.out.printf(
                Locale.ROOT,
                "{\"words\": %d, \"millisecondsPerPass\": %.2f, \"fastest\": %.2f, \"processorMillisecondsPerPass\": %.2f, \"bound\": %.3f}%n",
                words.size(),
                times.median(),
                times.fastest(),
                processor.perIteration(),
                run.bound());
    }

    private static int read(Path corpus, List<Integer> documents, List<Integer> words) throws IOException {
        int document = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(corpus)), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] pairs = line.trim().split(" ");
                for (int i = 1; i < pairs.length; i++) {
                    String[] pair = pairs[i].split(":");
                    for (int repeat = Integer.parseInt(pair[1]); repeat > 0; repeat--) {
                        documents.add(document);
                        words.add(Integer.parseInt(pair[0]));
                    }
                }
                document++;
            }
        }
        return document;
    }
}
