//! Training with everything that a site has: its knowledge, the encoder if there is one, and the
//! cases that were reviewed.

use crate::weights::Weights;
use vouch_engine::engine::Engine;
use vouch_engine::evaluate::{EvalCase, Thresholds, ask};
use vouch_engine::knowledge::{KnowledgeSet, Settings};
use vouch_engine::reviews::Recalibrated;
use vouch_engine::threshold::Claim;
use vouch_engine::train::train;

/// The doubt that a claim leaves.
pub const DOUBT: f64 = 0.1;

/// Cases that people reviewed, and how much they are to prove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviews {
    pub cases: Vec<EvalCase>,
    /// The threshold must keep the risk but for a doubt of 10 %, not only be expected to.
    pub proven: bool,
}

/// An engine, and what other accepted risks would have brought.
pub struct Trained {
    calibrated: Calibrated,
    weights: Weights,
}

enum Calibrated {
    /// By the coefficients that ship.
    Shipped(Box<Engine>),
    /// By the site's own cases.
    Reviewed(Box<Recalibrated>),
}

impl Trained {
    /// Trains; `settings` hold the risk that the owner accepts.
    pub fn new(
        weights: &Weights,
        knowledge: &KnowledgeSet,
        settings: Settings,
        reviews: Option<&Reviews>,
    ) -> Self {
        let settings = weights.settings(settings.risk, settings.orders);
        let embedder = weights.embedder();
        let engine = train(knowledge, &settings, embedder);
        let calibrated = match reviews {
            None => Calibrated::Shipped(Box::new(engine)),
            Some(Reviews { cases, proven }) => {
                let mut learnt = engine.calibrated_by(cases, settings.risk);
                if *proven {
                    learnt.engine = learnt.engine.with_threshold(learnt.proven);
                }
                Calibrated::Reviewed(Box::new(learnt))
            }
        };
        Self { calibrated, weights: weights.clone() }
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        match &self.calibrated {
            Calibrated::Shipped(engine) => engine,
            Calibrated::Reviewed(learnt) => &learnt.engine,
        }
    }

    /// The threshold that keeps the accepted risk but for a doubt of 10 %; nothing where no cases
    /// were reviewed.
    pub fn proven_threshold(&self) -> Option<f64> {
        match &self.calibrated {
            Calibrated::Shipped(_) => None,
            Calibrated::Reviewed(learnt) => Some(learnt.proven),
        }
    }

    /// What cases that people reviewed allow to claim about this engine as it stands.
    pub fn claim(&self, cases: &[EvalCase], accepted_risk: f64) -> Claim {
        let judged = ask(cases, |question| self.engine().decide(question));
        let wrong = judged.iter().filter(|one| one.is_answered() && !one.is_right()).count();
        Claim::new(cases.len(), wrong, accepted_risk, DOUBT)
    }

    /// The threshold that the shop would start from with so many example questions an answer.
    pub fn factory_threshold_with(&self, examples_an_answer: f64, accepted_risk: f64) -> f64 {
        let risk = self.weights.risk(accepted_risk);
        self.engine().factory_threshold_with(examples_an_answer, risk)
    }
}

impl Thresholds for Trained {
    fn at(&self, accepted_risk: f64) -> (f64, Option<f64>) {
        let risk = self.weights.risk(accepted_risk);
        match &self.calibrated {
            Calibrated::Shipped(engine) => engine.at(risk),
            Calibrated::Reviewed(learnt) => learnt.at(risk),
        }
    }
}
