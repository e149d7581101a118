//! The local server that answers for the AI sites, over TLS with a certificate made for this run.

use std::{
    collections::{BTreeMap, HashMap},
    convert::Infallible,
    fs,
    net::TcpListener,
    path::{Component, Path, PathBuf},
    sync::Arc,
    thread,
};

use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
use http_body_util::Full;
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{CONTENT_TYPE, HOST},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use rcgen::{CertifiedKey, PublicKeyData, generate_simple_self_signed};
use ring::digest::{SHA256, digest};
use rustls::{ServerConfig, crypto::ring::default_provider, pki_types::PrivatePkcs8KeyDer};
use serde::Deserialize;
use tokio::runtime;
use tokio_rustls::TlsAcceptor;
use uuid::Uuid;

/// The page that every replica stands in; `{{nonce}}` in it stands for a number that is new in each response, and
/// `{{script}}` for the replica's name.
const CHAT: &str = "chat.html";

/// One page of a replica.
#[derive(Debug, Deserialize)]
struct SitePage {
    /// The name of its script.
    script: String,
    /// The name of its policy, unless the address asks for another: `?policy=typed`.
    policy: String,
}

/// What `sites.json` says.
#[derive(Debug, Deserialize)]
struct Sites {
    /// Response headers by the name of a policy, with the placeholder for the nonce.
    policies: HashMap<String, BTreeMap<String, String>>,
    /// Host → path → page.
    sites: HashMap<String, HashMap<String, SitePage>>,
}

/// A running server; it ends with the process.
#[derive(Debug)]
pub struct Server {
    /// Its port on 127.0.0.1.
    pub port: u16,
    /// The base64 SHA-256 of its public key, which Chromium is told to trust.
    pub spki: String,
    /// The host names that it answers for.
    pub hosts: Vec<String>,
}

#[derive(Debug)]
struct Content {
    sites: Sites,
    folder: PathBuf,
}

impl Server {
    /// Serves the sites that `sites.json` in a folder describes, with the documents and scripts beside it.
    pub fn start(folder: &Path) -> Result<Self> {
        let file = folder.join("sites.json");
        let text = fs::read(&file)
            .with_context(|| format!("no built replicas at {}; run ./build.sh demo first", file.display()))?;
        let sites: Sites = serde_json::from_slice(&text).context("sites.json")?;
        let mut hosts: Vec<String> = sites.sites.keys().cloned().collect();
        hosts.sort();
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(hosts.clone())?;
        let spki = BASE64_STANDARD.encode(digest(&SHA256, &signing_key.subject_public_key_info()));
        let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key.into())?;

        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let content = Arc::new(Content { sites, folder: folder.to_owned() });
        thread::Builder::new()
            .name("replicas".into())
            .spawn(move || runtime.block_on(accept_all(listener, acceptor, content)))?;
        Ok(Self { port, spki, hosts })
    }
}

async fn accept_all(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    content: Arc<Content>,
) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        let (acceptor, content) = (acceptor.clone(), Arc::clone(&content));
        tokio::spawn(async move {
            // A browser opens and drops connections at will; neither is an error here.
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let service = service_fn(move |request| {
                let response = content.respond(&request);
                async move { Ok::<_, Infallible>(response) }
            });
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

impl Content {
    fn respond(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let path = request.uri().path();
        if path == "/favicon.ico" {
            // Browsers ask for it by themselves, and log it as an error when it is missing.
            let mut empty = Response::new(Full::default());
            *empty.status_mut() = StatusCode::NO_CONTENT;
            return empty;
        }
        let response = match self.sites.sites.get(host).and_then(|site| site.get(path)) {
            Some(page) => self.page(page, request.uri().query().unwrap_or_default()),
            None => self.file(path),
        };
        response.unwrap_or_else(|| {
            let mut missing = Response::new(Full::from(format!("{path} is not on {host}")));
            *missing.status_mut() = StatusCode::NOT_FOUND;
            missing
        })
    }

    fn page(&self, page: &SitePage, query: &str) -> Option<Response<Full<Bytes>>> {
        let nonce = Uuid::new_v4().simple().to_string();
        let html = fs::read_to_string(self.folder.join(CHAT)).ok()?;
        let asked = query.split('&').find_map(|part| part.strip_prefix("policy="));
        let mut response = Response::builder().header(CONTENT_TYPE, "text/html; charset=utf-8");
        for (name, value) in self.sites.policies.get(asked.unwrap_or(&page.policy))? {
            response = response.header(name, value.replace("{{nonce}}", &nonce));
        }
        let html = html.replace("{{nonce}}", &nonce).replace("{{script}}", &page.script);
        response.body(Full::from(html)).ok()
    }

    fn file(&self, path: &str) -> Option<Response<Full<Bytes>>> {
        let path = Path::new(path.trim_start_matches('/'));
        // Only plain names: nothing above the folder is anyone's business.
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        let kind = match path.extension()?.to_str()? {
            "js" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "svg" => "image/svg+xml",
            "json" | "map" => "application/json",
            _ => "application/octet-stream",
        };
        let bytes = fs::read(self.folder.join(path)).ok()?;
        Response::builder().header(CONTENT_TYPE, kind).body(Full::from(bytes)).ok()
    }
}
