//! Reads the recorded schema, and holds queries and answers against it.

use graphql_parser::query::{self, Selection, SelectionSet};
use graphql_parser::schema::{self, Type, TypeDefinition};
use serde_json::Value;
use std::collections::HashMap;

type Text = String;
type Field = schema::Field<'static, Text>;

/// The recorded part of Shopify's schema.
pub(super) struct Schema {
    types: HashMap<String, Vec<Field>>,
    enums: HashMap<String, Vec<String>>,
    scalars: Vec<String>,
}

impl Schema {
    pub(super) fn recorded() -> Self {
        let text = include_str!("../contract/admin-2026-10.graphql");
        let document = schema::parse_schema::<Text>(text).unwrap().into_static();
        let mut recorded = Self {
            types: HashMap::new(),
            enums: HashMap::new(),
            scalars: ["ID", "String", "Int", "Boolean"].map(str::to_owned).to_vec(),
        };
        for definition in document.definitions {
            let schema::Definition::TypeDefinition(definition) = definition else { continue };
            match definition {
                TypeDefinition::Object(one) => drop(recorded.types.insert(one.name, one.fields)),
                TypeDefinition::Interface(one) => {
                    drop(recorded.types.insert(one.name, one.fields));
                }
                TypeDefinition::Enum(one) => {
                    let values = one.values.into_iter().map(|value| value.name).collect();
                    recorded.enums.insert(one.name, values);
                }
                TypeDefinition::Scalar(one) => recorded.scalars.push(one.name),
                other => panic!("{other}"),
            }
        }
        recorded
    }

    /// What a query costs at most: a point for an object, two and its nodes for a connection. It
    /// panics at what the schema does not have.
    pub(super) fn cost(&self, text: &str) -> u64 {
        self.cost_of("QueryRoot", &selection(text))
    }

    fn cost_of(&self, of: &str, set: &SelectionSet<'static, Text>) -> u64 {
        let mut cost = 0;
        for item in &set.items {
            let asked = match item {
                Selection::Field(asked) => asked,
                Selection::InlineFragment(fragment) => {
                    let Some(query::TypeCondition::On(on)) = &fragment.type_condition else {
                        panic!("a fragment on nothing")
                    };
                    cost += self.cost_of(on, &fragment.selection_set);
                    continue;
                }
                Selection::FragmentSpread(spread) => panic!("{spread}"),
            };
            let field = self.field(of, &asked.name);
            for (argument, _) in &asked.arguments {
                let known = field.arguments.iter().any(|known| known.name == *argument);
                assert!(known, "{of}.{} has no argument {argument}", asked.name);
            }
            for needed in &field.arguments {
                let given = asked.arguments.iter().any(|(name, _)| *name == needed.name);
                let optional = !matches!(needed.value_type, Type::NonNullType(_));
                assert!(given || optional, "{of}.{} needs {}", asked.name, needed.name);
            }
            let name = base(&field.field_type);
            if !self.types.contains_key(name) {
                let leaf = self.enums.contains_key(name) || self.scalars.iter().any(|s| s == name);
                assert!(leaf && asked.selection_set.items.is_empty(), "{name}");
                continue;
            }
            assert!(!asked.selection_set.items.is_empty(), "{of}.{} selects nothing", asked.name);
            let each = self.cost_of(name, &asked.selection_set);
            cost += match (first(asked), name.ends_with("Connection"), &*asked.name) {
                (Some(first), true, _) => 2 + first * each,
                (Some(first), false, _) => first * (1 + each),
                // Paid for by the connection, which multiplies it.
                (None, _, "nodes") => 1 + each,
                (None, _, "pageInfo") => 0,
                (None, true, _) => panic!("{name} without a limit"),
                (None, false, _) => 1 + each,
            };
        }
        cost
    }

    /// What of an answer's data is not what the schema and the query say.
    pub(super) fn faults(&self, text: &str, data: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.compare("QueryRoot", &selection(text), data, "", &mut faults);
        faults
    }

    fn compare(
        &self,
        of: &str,
        set: &SelectionSet<'static, Text>,
        data: &Value,
        path: &str,
        faults: &mut Vec<String>,
    ) {
        let mut asked_for = Vec::new();
        for item in &set.items {
            match item {
                Selection::Field(asked) => {
                    asked_for.push(asked.name.clone());
                    let path = format!("{path}.{}", asked.name);
                    let wanted = &self.field(of, &asked.name).field_type;
                    match data.get(&asked.name) {
                        None => faults.push(format!("{path} is missing")),
                        Some(value) => {
                            self.fits(wanted, &asked.selection_set, value, &path, faults);
                        }
                    }
                }
                Selection::InlineFragment(fragment) => {
                    let Some(query::TypeCondition::On(on)) = &fragment.type_condition else {
                        panic!("a fragment on nothing")
                    };
                    return self.compare(on, &fragment.selection_set, data, path, faults);
                }
                Selection::FragmentSpread(spread) => panic!("{spread}"),
            }
        }
        let given = data.as_object().into_iter().flat_map(|members| members.keys());
        let extra = given.filter(|name| !asked_for.contains(name));
        faults.extend(extra.map(|name| format!("{path}.{name} was not asked for")));
    }

    fn fits(
        &self,
        wanted: &Type<'static, Text>,
        set: &SelectionSet<'static, Text>,
        value: &Value,
        path: &str,
        faults: &mut Vec<String>,
    ) {
        match (wanted, value) {
            (Type::NonNullType(_), Value::Null) => faults.push(format!("{path} is null")),
            (Type::NonNullType(inner), _) => self.fits(inner, set, value, path, faults),
            (_, Value::Null) => {}
            (Type::ListType(inner), Value::Array(values)) => {
                for value in values {
                    self.fits(inner, set, value, path, faults);
                }
            }
            (Type::ListType(_), _) => faults.push(format!("{path} is no list")),
            (Type::NamedType(name), _) if self.types.contains_key(name) => {
                self.compare(name, set, value, path, faults);
            }
            (Type::NamedType(name), _) => {
                let fits = match (&**name, self.enums.get(name)) {
                    (_, Some(values)) => values.iter().any(|known| value == known),
                    ("Int", _) => value.is_i64(),
                    ("Boolean", _) => value.is_boolean(),
                    _ => value.is_string(),
                };
                if !fits {
                    faults.push(format!("{path} is {value}, which is no {name}"));
                }
            }
        }
    }

    fn field(&self, of: &str, name: &str) -> &Field {
        let fields = self.types.get(of).unwrap_or_else(|| panic!("no type {of}"));
        let field = fields.iter().find(|field| field.name == name);
        field.unwrap_or_else(|| panic!("{of} has no field {name}"))
    }
}

fn selection(text: &str) -> SelectionSet<'static, Text> {
    let document = query::parse_query::<Text>(text).unwrap().into_static();
    match document.definitions.into_iter().next().unwrap() {
        query::Definition::Operation(query::OperationDefinition::Query(query)) => {
            query.selection_set
        }
        other => panic!("{other}"),
    }
}

fn first(asked: &query::Field<'static, Text>) -> Option<u64> {
    let argument = asked.arguments.iter().find(|(name, _)| name == "first");
    argument.map(|(_, value)| match value {
        query::Value::Int(number) => u64::try_from(number.as_i64().unwrap()).unwrap(),
        other => panic!("{other}"),
    })
}

fn base<'t>(of: &'t Type<'static, Text>) -> &'t str {
    match of {
        Type::NamedType(name) => name,
        Type::ListType(inner) | Type::NonNullType(inner) => base(inner),
    }
}
