use std::env;

use atomscale_updates::apis::configuration::{ApiKey, Configuration};
use atomscale_updates::apis::{data_catalogue_api, Error};
use atomscale_updates::models::{data_entry_patch::PipelineStatus, DataEntryPatch};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let configuration = Configuration {
        base_path: env::var("ATOMSCALE_API_ENDPOINT").unwrap_or("https://api.atomscale.ai".to_owned()),
        api_key: Some(ApiKey { prefix: None, key: env::var("ATOMSCALE_API_KEY").expect("a key") }),
        ..Configuration::default()
    };
    let patch = DataEntryPatch { pipeline_status: Some(PipelineStatus::Success), ..DataEntryPatch::default() };
    let id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
    match data_catalogue_api::update_data_entry(&configuration, id, patch).await {
        Ok(entry) => println!("updated: {} {}", entry.raw_name, entry.pipeline_status),
        Err(Error::ResponseError(reply)) => println!("failed: {} {}", reply.status.as_u16(), reply.content),
        // No response came: whether the record was changed is unknown.
        Err(error) => panic!("{error}"),
    }
}
