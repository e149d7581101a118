//! A small client for the Chrome `DevTools` Protocol over one websocket.
//!
//! One connection to the browser carries a flattened session for each attached target, so pages, the service
//! worker, the popup and frames of other processes are all reached the same way. Calls block until their
//! reply; a reader thread hands replies to their callers and keeps the errors that targets logged.

use std::{
    collections::{HashMap, VecDeque},
    error::Error,
    fmt,
    net::TcpStream,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use tungstenite::{
    Message, WebSocket,
    protocol::{Role, WebSocketConfig},
};

const CALL_DEADLINE: Duration = Duration::from_secs(30);
const INPUT_DEADLINE: Duration = Duration::from_secs(1);
const KEPT_COMPLAINTS: usize = 50;

/// The browser has ended: nothing that was asked of it will be answered any more.
#[derive(Debug)]
pub struct Gone;

impl fmt::Display for Gone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the browser is gone")
    }
}

impl Error for Gone {}

/// The connection to one browser.
#[derive(Debug)]
pub struct Cdp {
    writer: Mutex<WebSocket<TcpStream>>,
    shared: Arc<Shared>,
    next_id: AtomicU64,
}

#[derive(Debug, Default)]
struct Shared {
    /// Callers that wait for a reply; none once the connection is gone.
    waiting: Mutex<Option<HashMap<u64, mpsc::Sender<Result<Value>>>>>,
    complaints: Mutex<VecDeque<String>>,
}

impl Cdp {
    /// Connects to the websocket of the browser itself, at `path` on this machine's `port`.
    pub fn connect(port: u16, path: &str) -> Result<Arc<Self>> {
        let stream = TcpStream::connect(("127.0.0.1", port)).context("the DevTools port")?;
        stream.set_nodelay(true)?;
        // Screenshots and large documents come as one message.
        let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let url = format!("ws://127.0.0.1:{port}{path}");
        let (reader, _) = tungstenite::client::client_with_config(url, stream, Some(config))
            .map_err(|error| anyhow!("the DevTools handshake: {error}"))?;
        // The two halves are separate views of one socket, so that a blocking read never holds up a call.
        let writer = WebSocket::from_raw_socket(reader.get_ref().try_clone()?, Role::Client, Some(config));
        let shared = Arc::new(Shared { waiting: Mutex::new(Some(HashMap::new())), ..Shared::default() });
        let for_reader = Arc::clone(&shared);
        thread::Builder::new().name("cdp-reader".into()).spawn(move || for_reader.read_all(reader))?;
        Ok(Arc::new(Self { writer: Mutex::new(writer), shared, next_id: AtomicU64::new(1) }))
    }

    /// The session of the browser itself.
    pub fn browser(self: &Arc<Self>) -> Session {
        Session { cdp: Arc::clone(self), id: None }
    }

    /// Attaches to a target and gives the session that speaks to it.
    pub fn attach(self: &Arc<Self>, target_id: &str) -> Result<Session> {
        let reply = self
            .browser()
            .call("Target.attachToTarget", json!({ "targetId": target_id, "flatten": true }))?;
        let id = reply["sessionId"].as_str().context("attachToTarget gave no session")?.to_owned();
        Ok(Session { cdp: Arc::clone(self), id: Some(id) })
    }

    /// Takes the errors and exceptions that attached targets have logged since the last time.
    pub fn take_complaints(&self) -> Vec<String> {
        lock(&self.shared.complaints).drain(..).collect()
    }

    /// The errors that [`Cdp::take_complaints`] would take, for failure messages.
    pub(crate) fn complaints(&self) -> Vec<String> {
        lock(&self.shared.complaints).iter().cloned().collect()
    }

    /// Sends a request and waits for its reply; gives `None` when none came in time.
    fn call(
        &self,
        session: Option<&str>,
        method: &str,
        params: &Value,
        within: Duration,
    ) -> Result<Option<Value>> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let mut request = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            request["sessionId"] = session.into();
        }
        let (sender, receiver) = mpsc::channel();
        lock(&self.shared.waiting).as_mut().ok_or(Gone)?.insert(id, sender);
        lock(&self.writer).send(Message::text(request.to_string())).map_err(|_| Gone)?;
        match receiver.recv_timeout(within) {
            Ok(reply) => reply.map(Some),
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(Gone.into()),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                if let Some(waiting) = lock(&self.shared.waiting).as_mut() {
                    waiting.remove(&id);
                }
                Ok(None)
            }
        }
    }
}

impl Shared {
    fn read_all(&self, mut socket: WebSocket<TcpStream>) {
        while let Ok(message) = socket.read() {
            if let Message::Text(text) = message
                && let Ok(message) = serde_json::from_str::<Value>(&text)
            {
                self.take(&message);
            }
        }
        // Dropping the senders wakes every caller.
        lock(&self.waiting).take();
    }

    fn take(&self, message: &Value) {
        if let Some(id) = message["id"].as_u64() {
            let caller = lock(&self.waiting).as_mut().and_then(|waiting| waiting.remove(&id));
            if let Some(caller) = caller {
                let reply = match &message["error"] {
                    Value::Null => Ok(message["result"].clone()),
                    error => Err(anyhow!("{}", error["message"].as_str().unwrap_or("unknown error"))),
                };
                // A caller that has given up no longer listens.
                let _ = caller.send(reply);
            }
        } else if let Some(complaint) = complaint(message) {
            let mut complaints = lock(&self.complaints);
            if complaints.len() == KEPT_COMPLAINTS {
                complaints.pop_front();
            }
            complaints.push_back(complaint);
        }
    }
}

/// What speaks to one target: a page, a frame, a worker, or the browser.
#[derive(Debug, Clone)]
pub struct Session {
    cdp: Arc<Cdp>,
    id: Option<String>,
}

impl Session {
    /// Calls a method and waits for its result.
    #[expect(clippy::needless_pass_by_value, reason = "the parameters are written on the spot, as json!")]
    pub fn call(&self, method: &str, params: Value) -> Result<Value> {
        let reply = self.cdp.call(self.id.as_deref(), method, &params, CALL_DEADLINE);
        reply
            .and_then(|reply| reply.with_context(|| format!("no reply within {CALL_DEADLINE:?}")))
            .with_context(|| method.to_owned())
    }

    /// Calls a method whose reply may never come, and doesn't wait long for it: an input event is answered by
    /// the frame that handled it, which may be gone by then because of that very event.
    pub(crate) fn call_or_leave(&self, method: &str, params: &Value) -> Result<()> {
        self.cdp
            .call(self.id.as_deref(), method, params, INPUT_DEADLINE)
            .with_context(|| method.to_owned())?;
        Ok(())
    }

    /// Lets go of the target; a service worker may then stop when it is idle.
    pub fn detach(&self) -> Result<()> {
        let Some(id) = &self.id else { return Ok(()) };
        self.cdp.browser().call("Target.detachFromTarget", json!({ "sessionId": id }))?;
        Ok(())
    }

    /// Evaluates an expression, awaits it, and gives its value as JSON.
    pub fn eval(&self, expression: &str) -> Result<Value> {
        let reply = self.call(
            "Runtime.evaluate",
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true }),
        )?;
        value_of(&reply)
    }
}

/// Takes the value out of the reply of `Runtime.evaluate` or `Runtime.callFunctionOn`.
pub(crate) fn value_of(reply: &Value) -> Result<Value> {
    match &reply["exceptionDetails"] {
        Value::Null => Ok(reply["result"]["value"].clone()),
        details => bail!("{}", exception_text(details)),
    }
}

fn exception_text(details: &Value) -> String {
    let exception = &details["exception"];
    let text = exception["description"].as_str().or(exception["value"].as_str());
    text.or(details["text"].as_str()).unwrap_or("an exception").to_owned()
}

fn complaint(event: &Value) -> Option<String> {
    let params = &event["params"];
    match event["method"].as_str()? {
        "Runtime.exceptionThrown" => {
            Some(format!("uncaught {}", exception_text(&params["exceptionDetails"])))
        }
        "Log.entryAdded" if params["entry"]["level"] == "error" => {
            let entry = &params["entry"];
            Some(format!(
                "{} ({})",
                entry["text"].as_str().unwrap_or_default(),
                entry["url"].as_str().unwrap_or("no address")
            ))
        }
        "Runtime.consoleAPICalled" if params["type"] == "error" => {
            let words = params["args"].as_array()?.iter();
            let words = words.map(|arg| arg["value"].as_str().or(arg["description"].as_str()).unwrap_or("?"));
            Some(format!("console: {}", words.collect::<Vec<_>>().join(" ")))
        }
        _ => None,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
