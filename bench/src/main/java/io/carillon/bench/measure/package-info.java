/** How contenders are compared: in turns, by what the kernel says that their processes used. */
package io.carillon.bench.measure;
