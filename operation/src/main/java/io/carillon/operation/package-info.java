/** What every service does the same way to be operated: who may speak HTTP to it, and with whom it lives and dies. */
package io.carillon.operation;
