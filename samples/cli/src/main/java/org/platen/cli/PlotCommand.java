package org.platen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.platen.cli.option.Places;
import org.platen.cli.option.TableOptions;
import org.platen.cli.option.Verbosity;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Fit;
import org.platen.inference.posterior.PosteriorFit;
import org.platen.plots.Picture;
import org.platen.plots.Plots;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a fit. */
@Command(
        name = "plot",
        description = "Draw a fit that was saved, as a PNG or SVG picture.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  platen plot faithful.platen --out trace.png",
            "  platen plot faithful.platen --kind clusters --data faithful.csv -o rows.png",
            "  platen plot schools.platen --kind pairs --variables mu,tau --out pairs.svg"
        })
final class PlotCommand implements Callable<Integer> {

    /** What can be drawn. */
    enum Kind {
        /** The objective of every start, or the log density of every chain. */
        TRACE,
        /** Estimates with their intervals. */
        FOREST,
        /** Rows, means and ellipses of a mixture. */
        CLUSTERS,
        /** The most probable path of a chain. */
        STATES,
        /** Draws of each two unknowns. */
        PAIRS,
        /** The density of each unknown. */
        DENSITY,
        /** Draws one after another. */
        DRAWS,
        /** Ranks of the draws of each chain. */
        RANKS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<Kind> OF_ROWS = Set.of(Kind.CLUSTERS, Kind.STATES);

    @Parameters(paramLabel = "FIT", description = "What platen fit --out has written.")
    private Path file;

    @Option(
            names = "--kind",
            description =
                    "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); pairs and what follows of vi and nuts.")
    private Kind kind = Kind.TRACE;

    @Option(
            names = "--variables",
            paramLabel = "NAME",
            split = ",",
            description = "Unknowns to show, mu or theta[0] (default: all of them).")
    private List<String> variables = List.of();

    @Mixin
    private TableOptions table;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Where the picture goes (.png or .svg).")
    private Path out;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        boolean png = out.toString().endsWith(".png");
        ModelException.require(
                png || out.toString().endsWith(".svg"), "--out %s: names of pictures end in .png or .svg", out);
        Places.require("--out", out);
        Picture picture = picture(SavedFit.load(file, table));
        if (png) {
            picture.png(out);
        } else {
            picture.svg(out);
        }
        return ExitCode.OK;
    }

    private Picture picture(SavedFit saved) {
        Fit fit = saved.fit();
        ModelException.require(
                variables.isEmpty() || kind != Kind.TRACE && !OF_ROWS.contains(kind),
                "--kind %s shows no single variables: leave --variables out",
                kind);
        String title = fit.model().name();
        String[] names = variables.toArray(String[]::new);
        return switch (kind) {
            case TRACE -> Plots.plotTrace(fit);
            case FOREST -> {
                // Standard errors are those of rows.
                if (!(fit instanceof PosteriorFit)) {
                    rows(saved);
                }
                yield Plots.plotForest(fit, names);
            }
            case CLUSTERS -> Plots.plotClusters(fit, "", "", 0, 1, title, rows(saved));
            case STATES -> Plots.plotStates(fit, "", "", 0, title, rows(saved));
            case PAIRS -> Plots.plotPairs(posterior(fit), names);
            case DENSITY -> Plots.plotDensity(posterior(fit), names);
            case DRAWS -> Plots.plotDraws(posterior(fit), names);
            case RANKS -> Plots.plotRanks(posterior(fit), names);
        };
    }

    private Data rows(SavedFit saved) {
        return Optional.ofNullable(saved.rows())
                .orElseThrow(() -> new ModelException(
                        "--kind " + kind + " needs rows, which files of fits do not hold: --data table.csv"));
    }

    private PosteriorFit posterior(Fit fit) {
        if (fit instanceof PosteriorFit posterior) {
            return posterior;
        }
        throw new ModelException("--kind " + kind + " draws a posterior, as --engine vi and --engine nuts find it; '"
                + file + "' is a fit of " + fit.provenance().settings().engine());
    }
}
