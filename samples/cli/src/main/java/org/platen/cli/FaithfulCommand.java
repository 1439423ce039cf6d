package org.platen.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.platen.cli.option.Chance;
import org.platen.cli.option.Loudness;
import org.platen.cli.option.Places;
import org.platen.cli.option.Verbosity;
import org.platen.dsl.model.Model;
import org.platen.dsl.render.Story;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Data;
import org.platen.inference.data.Selection;
import org.platen.inference.em.EmFit;
import org.platen.inference.em.ExactEm;
import org.platen.models.data.Tables;
import org.platen.models.mixture.GaussianMixture;
import org.platen.plots.ClusterPlot;
import org.platen.progress.TerminalProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The library in one command: a Gaussian mixture of the Old Faithful eruptions, declared, fitted and drawn. */
@Command(
        name = "faithful",
        description = "Fit a Gaussian mixture to the eruptions of Old Faithful by exact EM and draw it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  platen faithful --clusters 3 --picture faithful.png")
final class FaithfulCommand implements Callable<Integer> {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    @Spec
    private CommandSpec spec;

    @Option(names = "--clusters", paramLabel = "K", description = "Number of clusters (default: ${DEFAULT-VALUE}).")
    private int clusters = 2;

    @Option(names = "--restarts", paramLabel = "N", description = "Number of starts (default: ${DEFAULT-VALUE}).")
    private int restarts = 10;

    @Option(
            names = "--picture",
            paramLabel = "PNG",
            description = "Where the picture goes (default: ${DEFAULT-VALUE}).")
    private Path picture = Path.of("faithful.png");

    @Mixin
    private Chance chance;

    @Mixin
    private Loudness loudness;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        ModelException.require(
                picture.toString().endsWith(".png"), "--picture %s: names of pictures end in .png", picture);
        Places.require("--picture", picture);
        PrintWriter out = spec.commandLine().getOut();
        Model mixture = GaussianMixture.full("old-faithful", clusters, 2);
        Selection columns = Data.csv(Tables.OLD_FAITHFUL.open(), Tables.OLD_FAITHFUL.fileName())
                .columns("eruptions", "waiting");
        EmFit fit = fit(mixture, columns.into(mixture.get("x")));
        draw(fit, points(columns.values()));
        if (!loudness.quiet()) {
            out.println(Story.of(mixture));
            out.println(fit.summary());
            out.println("Picture: " + picture.toAbsolutePath().normalize());
            out.flush();
        }
        return ExitCode.OK;
    }

    private EmFit fit(Model mixture, Data data) {
        try (TerminalProgress progress = loudness.quiet()
                ? TerminalProgress.silent()
                : TerminalProgress.of("Old Faithful", TerminalProgress.UNKNOWN)) {
            return new ExactEm()
                    .restarts(restarts)
                    .seed(chance.seed())
                    .threads(chance.threads())
                    .progress(progress)
                    .fit(mixture, data);
        }
    }

    private static double[][] points(double[][] columns) {
        double[][] points = new double[columns[0].length][2];
        for (int i = 0; i < points.length; i++) {
            points[i][0] = columns[0][i];
            points[i][1] = columns[1][i];
        }
        return points;
    }

    private void draw(EmFit fit, double[][] points) throws IOException {
        double[][] means = new double[clusters][];
        double[][][] covariances = new double[clusters][][];
        for (int k = 0; k < clusters; k++) {
            means[k] = fit.estimate("mean").row(k);
            covariances[k] = fit.estimate("covariance").matrix(k);
        }
        new ClusterPlot(points, fit.assignments(fit.model().get("z")), means, covariances)
                .title("Old Faithful, " + clusters + " clusters")
                .axes("eruption (minutes)", "waiting time (minutes)")
                .writePng(picture, WIDTH, HEIGHT);
    }
}
