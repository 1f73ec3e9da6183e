//! The presets against real PostgreSQL, MariaDB and SQLite. The schemas and orders under
//! `tests/suite/stores` come from the real product (Medusa, Vendure, django-oscar) or are built
//! from what is published about it (the others); each says so at its head.

mod command;
mod damage;
mod moment;
mod owner;
mod presets;
mod recent;
mod resting;
mod role;
mod shop;
