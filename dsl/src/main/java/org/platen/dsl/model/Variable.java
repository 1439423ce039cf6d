package org.platen.dsl.model;

import org.platen.dsl.expr.Symbol;

/** A named value of a model. */
public sealed interface Variable extends Symbol
        permits RandomVariable, Parameter, Running, Given, Deterministic, Previous, Earlier {}
