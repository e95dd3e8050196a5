<?php
// In place of Composer, for which the run has no registry: Debian's Guzzle, and the client beside it.
require "GuzzleHttp/autoload.php";
spl_autoload_register(function (string $class): void {
    $file = __DIR__ . "/client/lib/" . strtr(substr($class, strlen("OpenAPI\\Client\\")), "\\", "/") . ".php";
    if (str_starts_with($class, "OpenAPI\\Client\\") && is_file($file)) {
        require $file;
    }
});
