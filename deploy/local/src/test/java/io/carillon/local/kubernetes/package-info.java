/** The manifests and images of deploy/kubernetes, held against the services as they were built. */
package io.carillon.local.kubernetes;
