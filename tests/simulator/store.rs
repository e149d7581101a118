use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use prompt_commons::phrase::Phrase;
use prompt_commons::ports::{Change, Store, StoreError, Table};

use crate::device::Hurdles;

/// All that a device keeps.
pub(crate) type Texts = BTreeMap<(Table, String), String>;

/// A device's storage, in memory. It survives crashes; a commit is one step.
#[derive(Debug, Default)]
pub(crate) struct SimStore {
    texts: RefCell<Texts>,
    hurdles: Rc<Hurdles>,
    commits: Cell<usize>,
    /// Loses each commit that puts into the outbox while saying that it kept it: a fault that has to be found.
    pub(crate) forgetful: Cell<bool>,
}

impl SimStore {
    pub(crate) fn new(hurdles: Rc<Hurdles>) -> Self {
        Self { hurdles, ..Self::default() }
    }

    /// Returns a copy of all that it keeps, as a copied browser profile is.
    pub(crate) fn texts(&self) -> Texts {
        self.texts.borrow().clone()
    }

    /// Replaces all that it keeps.
    pub(crate) fn restore(&self, texts: Texts) {
        *self.texts.borrow_mut() = texts;
        self.commits.set(self.commits.get() + 1);
    }

    /// Returns how often what it keeps has changed.
    pub(crate) fn commits(&self) -> usize {
        self.commits.get()
    }

    async fn reach(&self) -> Result<(), StoreError> {
        self.hurdles.pause().await;
        if self.hurdles.store_fails() {
            Err(StoreError(Phrase::verbatim("the disk is full")))
        } else {
            Ok(())
        }
    }
}

impl Store for SimStore {
    async fn get(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        self.reach().await?;
        Ok(self.texts.borrow().get(&(table, key.to_owned())).cloned())
    }

    async fn scan(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.reach().await?;
        let texts = self.texts.borrow();
        let rows = texts.range((table, prefix.to_owned())..);
        let rows = rows.take_while(|((of, key), _)| *of == table && key.starts_with(prefix));
        Ok(rows.map(|((_, key), text)| (key.clone(), text.clone())).collect())
    }

    async fn commit(&self, changes: &[Change]) -> Result<(), StoreError> {
        self.reach().await?;
        let journals = |change: &Change| matches!(change, Change::Put(Table::Outbox, ..));
        if self.forgetful.get() && changes.iter().any(journals) {
            return Ok(());
        }
        let mut texts = self.texts.borrow_mut();
        for change in changes {
            match change {
                Change::Put(table, key, text) => texts.insert((*table, key.clone()), text.clone()),
                Change::Delete(table, key) => texts.remove(&(*table, key.clone())),
            };
        }
        self.commits.set(self.commits.get() + 1);
        Ok(())
    }
}
