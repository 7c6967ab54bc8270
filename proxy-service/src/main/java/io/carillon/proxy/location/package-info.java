/** Where accounts can be reached: the registrar's published view, read by key and remembered until news come. */
package io.carillon.proxy.location;
