//! stub
/// stub
pub fn output() -> serde_json::Value {
    serde_json::json!({})
}
