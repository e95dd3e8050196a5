//! Calls each vector through the client that openapi-generator generates into `atomscale_updates/`.

use std::collections::HashMap;

use atomscale_updates::apis::configuration::{ApiKey, Configuration};
use atomscale_updates::apis::{data_catalogue_api, samples_api, target_materials_api, Error};
use serde::{Deserialize, Serialize};
use serde_json::{from_str, from_value, json, Value};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vector {
    operation_id: String,
    path_parameters: HashMap<String, String>,
    body: Value,
}

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

fn outcome<T: Serialize, E: std::fmt::Debug>(result: Result<T, Error<E>>) -> Value {
    match result {
        Ok(reply) => json!({ "reply": reply }),
        Err(Error::ResponseError(response)) => json!({
            "status": response.status.as_u16(),
            "error": response.content,
        }),
        Err(error) => json!({ "crash": format!("{error:?}") }),
    }
}

async fn call(configuration: &Configuration, vector: Vector) -> Value {
    let ids = &vector.path_parameters;
    match vector.operation_id.as_str() {
        "updateDataEntry" => {
            let patch = from_value(vector.body).expect("a patch");
            outcome(data_catalogue_api::update_data_entry(configuration, &ids["data_id"], patch).await)
        }
        "updateSampleAnnotation" => {
            let patch = from_value(vector.body).expect("a patch");
            let (sample, annotation) = (&ids["physical_sample_id"], &ids["annotation_id"]);
            outcome(samples_api::update_sample_annotation(configuration, sample, annotation, patch).await)
        }
        "updateTargetMaterialLayer" => {
            let patch = from_value(vector.body).expect("a patch");
            outcome(target_materials_api::update_target_material_layer(configuration, patch).await)
        }
        other => panic!("The driver does not know {other}."),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&arguments[1]).expect("a file of vectors");
    let Vectors { vectors } = from_str(&text).expect("vectors");
    for (index, vector) in vectors.into_iter().enumerate() {
        let configuration = Configuration {
            base_path: format!("{}/{index}", arguments[2]),
            api_key: Some(ApiKey { prefix: None, key: arguments[3].clone() }),
            ..Configuration::default()
        };
        println!("{}", call(&configuration, vector).await);
    }
}
