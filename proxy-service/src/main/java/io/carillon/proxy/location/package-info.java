/** Where accounts can be reached: the registrar's published view, read for every call. */
package io.carillon.proxy.location;
