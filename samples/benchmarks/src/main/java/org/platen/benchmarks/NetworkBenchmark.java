package org.platen.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.platen.inference.query.Query;
import org.platen.models.network.BayesianNetwork;

/**
 * Times queries of a Bayesian network that {@code peers/compare_network.py} writes: posterior probabilities of a variable given others, compiled once for each variable that is asked about.
 * Prints one JSON object. Arguments: the file; rounds.
 */
public final class NetworkBenchmark {

    private NetworkBenchmark() {}

    private record Asked(String variable, Map<String, Integer> evidence) {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        BayesianNetwork graph = BayesianNetwork.named("network");
        Map<String, double[]> tables = new LinkedHashMap<>();
        List<Asked> questions = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] parts = line.split(";", -1);
            if (parts[0].equals("query")) {
                questions.add(new Asked(parts[1], evidence(parts[2])));
            } else {
                String[] parents = parts[2].isEmpty() ? new String[0] : parts[2].split(",");
                graph = graph.node(parts[0], Integer.parseInt(parts[1]), parents);
                tables.put(
                        parts[0],
                        Arrays.stream(parts[3].split(","))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        Query network = Query.of(graph.known(tables));
        int rounds = Integer.parseInt(arguments[1]);
        double[] milliseconds = new double[rounds];
        List<String> answers = List.of();
        long processor = 0;
        for (int round = 0; round < rounds; round++) {
            processor = round == rounds / 2 ? ProcessorTime.now() : processor;
            long start = System.nanoTime();
            answers = questions.stream().map(asked -> answer(network, asked)).toList();
            milliseconds[round] = (System.nanoTime() - start) * 1e-6 / questions.size();
        }
        double processorTime = (ProcessorTime.now() - processor) * 1e-6 / ((rounds - rounds / 2) * questions.size());
        double[] warm = Arrays.copyOfRange(milliseconds, rounds / 2, rounds);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "{\"millisecondsPerQuery\": %.3f, \"fastest\": %.3f, \"first\": %.3f, \"processor\": %.3f, \"answers\": %s}%n",
                warm[warm.length / 2],
                warm[0],
                milliseconds[0],
                processorTime,
                answers);
    }

    private static Map<String, Integer> evidence(String text) {
        Map<String, Integer> evidence = new LinkedHashMap<>();
        for (String one : text.split(",")) {
            String[] sides = one.split("=");
            evidence.put(sides[0], Integer.parseInt(sides[1]));
        }
        return evidence;
    }

    private static String answer(Query network, Asked asked) {
        Query query = network;
        for (Map.Entry<String, Integer> known : asked.evidence().entrySet()) {
            query = query.given(known.getKey(), known.getValue());
        }
        return Arrays.toString(query.probabilities(asked.variable()).values());
    }
}
