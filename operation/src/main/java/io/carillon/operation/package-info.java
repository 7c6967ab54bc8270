/** What every service does the same way to be operated: who may speak HTTP to it, how it refuses, with whom it lives and dies. */
package io.carillon.operation;
