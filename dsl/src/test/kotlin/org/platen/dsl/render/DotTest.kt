package org.platen.dsl.render

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros

class DotTest : FunSpec({
    test("a mixture has a box for its clusters and one for its rows") {
        val mixture = model("old-faithful") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val weights by parameter(simplex(cluster))
            val mean by cluster.latent(normal(0, 10))
            val z by row.latent(categorical(weights))
            val twice by deterministic(2 * mean[z])
            row.observed("x", normal(twice, 1))
        }
        Dot.of(mixture) shouldBe """
            digraph "old-faithful" {
              node [fontsize=11, margin="0.04"];
              "weights" [shape=square, width=0.3, height=0.3];
              subgraph cluster_0 {
                label="cluster (2)"; labeljust=r; labelloc=b;
                "mean" [shape=circle];
              }
              subgraph cluster_1 {
                label="row"; labeljust=r; labelloc=b;
                "z" [shape=circle];
                "twice" [shape=doublecircle];
                "x" [shape=circle, style=filled, fillcolor=gray85];
              }
              "weights" -> "z";
              "mean" -> "twice";
              "z" -> "twice";
              "twice" -> "x";
            }
        """.trimIndent()
    }

    test("a plate nested in another is a box in its box, also where nothing lives directly in the outer one") {
        val nested = model("nested") {
            val series = plate("series")
            val time = series.chain("time")
            val state by time.markov(initial = normal(0, 1)) { previous -> normal(previous, 1) }
            time.observed("y", normal(state, 1))
        }
        Dot.of(nested) shouldBe """
            digraph "nested" {
              node [fontsize=11, margin="0.04"];
              subgraph cluster_0 {
                label="series"; labeljust=r; labelloc=b;
                subgraph cluster_1 {
                  label="time (chain)"; labeljust=r; labelloc=b;
                  "state" [shape=circle];
                  "y" [shape=circle, style=filled, fillcolor=gray85];
                }
              }
              "state" -> "state" [label="next"];
              "state" -> "y";
            }
        """.trimIndent()
    }

    test("crossed plates stand side by side, and what lives in both has a box of its own") {
        val ratings = model("ratings") {
            val user = plate("user")
            val item = plate("item", 5)
            val taste by user.latent(normal(0, 1))
            val quality by item.latent(normal(0, 1))
            (user * item).observed("rating", normal(taste + quality, 1))
        }
        Dot.of(ratings) shouldBe """
            digraph "ratings" {
              node [fontsize=11, margin="0.04"];
              subgraph cluster_0 {
                label="user"; labeljust=r; labelloc=b;
                "taste" [shape=circle];
              }
              subgraph cluster_1 {
                label="item (5)"; labeljust=r; labelloc=b;
                "quality" [shape=circle];
              }
              subgraph cluster_2 {
                label="user × item (5)"; labeljust=r; labelloc=b;
                "rating" [shape=circle, style=filled, fillcolor=gray85];
              }
              "taste" -> "rating";
              "quality" -> "rating";
            }
        """.trimIndent()
    }

    test("a crossed plate without variables of its own is a box inside the other one") {
        val ratings = model("ratings") {
            val user = plate("user")
            val item = plate("item", 5)
            val taste by user.latent(normal(0, 1))
            (user * item).observed("rating", normal(taste, 1))
        }
        Dot.of(ratings) shouldBe """
            digraph "ratings" {
              node [fontsize=11, margin="0.04"];
              subgraph cluster_0 {
                label="user"; labeljust=r; labelloc=b;
                "taste" [shape=circle];
                subgraph cluster_1 {
                  label="item (5)"; labeljust=r; labelloc=b;
                  "rating" [shape=circle, style=filled, fillcolor=gray85];
                }
              }
              "taste" -> "rating";
            }
        """.trimIndent()
    }

    test("an intervention cuts the arrows into a variable, an observation does not") {
        val cause = model("say \"why\"") {
            val rain by latent(bernoulli(0.2))
            val wet by latent(bernoulli(0.1 + 0.8 * rain))
            latent("slip", bernoulli(0.5 * wet))
        }
        Dot.of(cause.intervene("wet", 1.0).condition("slip", 0.0)) shouldBe """
            digraph "say \"why\"" {
              node [fontsize=11, margin="0.04"];
              "rain" [shape=circle];
              "wet" [shape=square, width=0.3, height=0.3, label="wet = 1"];
              "slip" [shape=circle, style=filled, fillcolor=gray85, label="slip = 0"];
              "wet" -> "slip";
            }
        """.trimIndent()
    }

    test("a network is a node in place of its weights, and dashed arrows show what approximations read") {
        val vae = model("vae") {
            val decoder = network("decoder", input = 2) { dense(9) }
            val encoder = network("encoder", input = 9) { dense(2) }
            val image = plate("image")
            val z = image.latent("z", normal(zeros(2), ones(2)))
            val x = image.observed("x", normal(decoder(z), ones(9)))
            guide { amortize(z) { normal(encoder(x), ones(2)) } }
        }
        Dot.of(vae) shouldBe """
            digraph "vae" {
              node [fontsize=11, margin="0.04"];
              "decoder" [shape=box, style=rounded];
              "encoder" [shape=box, style=rounded];
              subgraph cluster_0 {
                label="image"; labeljust=r; labelloc=b;
                "z" [shape=circle];
                "x" [shape=circle, style=filled, fillcolor=gray85];
              }
              "decoder" -> "x";
              "z" -> "x";
              "encoder" -> "z" [style=dashed, constraint=false];
              "x" -> "z" [style=dashed, constraint=false];
            }
        """.trimIndent()
    }
})
